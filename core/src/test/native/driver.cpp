// Stands in for NVIDIA's driver (libcuda) where there is no GPU: executes kernels.cu on the CPU, thread by thread. What it is
// for: that kernels, their arguments, copies, and the order of it all are right. What it cannot show: speed, and races.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>
#include <string>
#include <ucontext.h>
#include <utility>
#include <vector>

struct Index {
  int x, y, z;
};
static Index threadIdx, blockIdx, blockDim, gridDim;

// Threads of a block whose kernel synchronises are coroutines that take turns.
static ucontext_t turns;
static ucontext_t *current = nullptr;
static bool waiting;

static void __syncthreads() {
  Index mine = threadIdx;
  waiting = true;
  swapcontext(current, &turns);
  threadIdx = mine;
}

#define __global__
#define __device__
#define __forceinline__ inline
#define __shared__ static
using std::min;
#include "kernels.cu"

struct Kernel {
  std::function<void(void **)> call;
  bool synchronises;
};

template <class... A, size_t... I> static std::function<void(void **)> withArguments(void (*f)(A...), std::index_sequence<I...>) {
  return [f](void **p) { f(*(A *) p[I]...); };
}

template <class... A> static Kernel kernel(void (*f)(A...), bool synchronises) {
  return {withArguments(f, std::index_sequence_for<A...>{}), synchronises};
}

static std::map<std::string, Kernel> kernels = {
    {"gather", kernel(gather, false)},           {"activate", kernel(activate, false)},
    {"activateSum", kernel(activateSum, false)}, {"backActivate", kernel(backActivate, false)},
    {"backMeans", kernel(backMeans, false)},     {"sums", kernel(sums, false)},
    {"meansOfOthers", kernel(meansOfOthers, false)}, {"addRow", kernel(addRow, false)},
    {"columnParts", kernel(columnParts, true)},  {"columnTotals", kernel(columnTotals, false)},
    {"total", kernel(total, true)},              {"weightedSums", kernel(weightedSums, false)},
    {"loss", kernel(loss, true)},                {"adam", kernel(adam, false)}};

static Kernel *running;
static void **arguments;

static void coroutine() {
  running->call(arguments);
}

static void synchronisedBlock(int threads) {
  static std::vector<ucontext_t> contexts(1024);
  static std::vector<std::vector<char>> stacks(1024, std::vector<char>(1 << 16));
  std::vector<bool> done(threads, false);
  for (int t = 0; t < threads; t++) {
    getcontext(&contexts[t]);
    contexts[t].uc_stack.ss_sp = stacks[t].data();
    contexts[t].uc_stack.ss_size = stacks[t].size();
    contexts[t].uc_link = &turns;
    makecontext(&contexts[t], coroutine, 0);
  }
  for (int left = threads; left > 0;) {
    for (int t = 0; t < threads; t++) {
      if (!done[t]) {
        threadIdx = {t % blockDim.x, t / blockDim.x, 0};
        current = &contexts[t];
        waiting = false;
        swapcontext(&turns, current);
        if (!waiting) {
          done[t] = true;
          left--;
        }
      }
    }
  }
}

typedef unsigned long long Address;
static void *const CONTEXT = (void *) 0x1234, *const STREAM = (void *) 0x77;
static const size_t GUARD = 64;
static std::map<char *, size_t> allocated;
static size_t used;

static bool within(Address at, size_t bytes) {
  auto next = allocated.upper_bound((char *) at);
  return next != allocated.begin() && (--next, (char *) at + bytes <= next->first + next->second);
}

static int setting(const char *name, int otherwise) {
  const char *value = getenv(name);
  return value ? atoi(value) : otherwise;
}

extern "C" {

int cuInit(unsigned) {
  return setting("STAND_IN_ERROR", 0);
}

int cuDeviceGetCount(int *count) {
  *count = setting("STAND_IN_GPUS", 1);
  return 0;
}

int cuDeviceGet(int *device, int i) {
  *device = i;
  return 0;
}

int cuDeviceGetName(char *name, int length, int) {
  strncpy(name, "stand-in for a GPU", length);
  return 0;
}

int cuDeviceGetAttribute(int *value, int attribute, int) {
  int capability = setting("STAND_IN_CAPABILITY", 90);
  *value = attribute == 75 ? capability / 10 : attribute == 76 ? capability % 10 : 0;
  return 0;
}

int cuDriverGetVersion(int *version) {
  *version = 13000;
  return 0;
}

int cuDevicePrimaryCtxRetain(void **context, int) {
  *context = CONTEXT;
  return 0;
}

int cuDevicePrimaryCtxRelease_v2(int) {
  return allocated.empty() ? 0 : (fprintf(stderr, "%zu bytes of the GPU were not given back\n", used), abort(), 1);
}

int cuCtxSetCurrent(void *context) {
  return context == CONTEXT ? 0 : 201;
}

int cuStreamCreate(void **stream, unsigned) {
  *stream = STREAM;
  return 0;
}

int cuStreamSynchronize(void *stream) {
  return stream == STREAM ? 0 : 400;
}

int cuStreamDestroy_v2(void *) {
  return 0;
}

// Fresh memory is NaN, and ends in bytes that must not change.
int cuMemAlloc_v2(Address *address, size_t bytes) {
  size_t most = (size_t) setting("STAND_IN_MEGABYTES", 4096) << 20;
  if (used + bytes > most) {
    return 2;
  }
  char *at = (char *) malloc(bytes + GUARD);
  memset(at, 0xFF, bytes + GUARD);
  allocated[at] = bytes;
  used += bytes;
  *address = (Address) at;
  return 0;
}

int cuMemFree_v2(Address address) {
  auto block = allocated.find((char *) address);
  if (block == allocated.end()) {
    return 1;
  }
  char *end = block->first + block->second;
  if (std::any_of(end, end + GUARD, [](char c) { return (unsigned char) c != 0xFF; })) {
    fprintf(stderr, "a kernel wrote behind its memory\n");
    abort();
  }
  memset(block->first, 0xFF, block->second);
  used -= block->second;
  free(block->first);
  allocated.erase(block);
  return 0;
}

int cuMemHostAlloc(void **address, size_t bytes, unsigned) {
  *address = malloc(bytes);
  return 0;
}

int cuMemFreeHost(void *address) {
  free(address);
  return 0;
}

int cuMemcpyHtoDAsync_v2(Address to, const void *from, size_t bytes, void *stream) {
  if (!within(to, bytes) || stream != STREAM) {
    return 1;
  }
  memcpy((void *) to, from, bytes);
  return 0;
}

int cuMemcpyDtoHAsync_v2(void *to, Address from, size_t bytes, void *stream) {
  if (!within(from, bytes) || stream != STREAM) {
    return 1;
  }
  memcpy(to, (void *) from, bytes);
  return 0;
}

int cuMemsetD32Async(Address at, unsigned value, size_t count, void *stream) {
  if (!within(at, 4 * count) || stream != STREAM) {
    return 1;
  }
  std::fill_n((unsigned *) at, count, value);
  return 0;
}

int cuModuleLoadData(void **module, const void *image) {
  *module = (void *) 0x99;
  return memcmp(image, "\177ELF", 4) == 0 || memcmp(image, "//", 2) == 0 ? 0 : 200;
}

int cuModuleUnload(void *) {
  return 0;
}

int cuModuleGetFunction(void **function, void *, const char *name) {
  auto found = kernels.find(name);
  if (found == kernels.end()) {
    return 500;
  }
  *function = &found->second;
  return 0;
}

int cuGetErrorString(int code, const char **text) {
  *text = code == 2 ? "out of memory" : code == 100 ? "no CUDA-capable device is detected" : "an error of the stand-in";
  return 0;
}

int cuLaunchKernel(void *function, unsigned gridX, unsigned gridY, unsigned, unsigned blockX, unsigned blockY, unsigned, unsigned,
                   void *stream, void **parameters, void **) {
  if (stream != STREAM || !gridX || !gridY || gridY > 65535 || !blockX || !blockY || blockX * blockY > 1024) {
    return 1;
  }
  running = (Kernel *) function;
  arguments = parameters;
  gridDim = {(int) gridX, (int) gridY, 1};
  blockDim = {(int) blockX, (int) blockY, 1};
  for (int j = 0; j < gridDim.y; j++) {
    for (int i = 0; i < gridDim.x; i++) {
      blockIdx = {i, j, 0};
      if (running->synchronises) {
        synchronisedBlock(blockX * blockY);
        continue;
      }
      for (int y = 0; y < blockDim.y; y++) {
        for (int x = 0; x < blockDim.x; x++) {
          threadIdx = {x, y, 0};
          running->call(arguments);
        }
      }
    }
  }
  return 0;
}

// The real NVRTC looks for these and does without.
int cuGetExportTable(const void **table, const void *) {
  *table = nullptr;
  return 500;
}

int cuGetProcAddress_v2(const char *, void **function, int, Address, void *) {
  *function = nullptr;
  return 500;
}

}
