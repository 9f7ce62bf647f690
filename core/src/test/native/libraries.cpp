// Stands in for cuBLAS, NVRTC and the runtime of CUDA; see driver.cpp. Nothing is compiled: the driver has the kernels.
#include <cstddef>
#include <cstring>

static const char IMAGE[] = "\177ELF of the stand-in";

extern "C" {

int cublasCreate_v2(void **handle) {
  *handle = (void *) 0x55;
  return 0;
}

int cublasDestroy_v2(void *) {
  return 0;
}

int cublasSetStream_v2(void *, void *) {
  return 0;
}

const char *cublasGetStatusString(int) {
  return "an error of the stand-in";
}

// Matrices by columns, as cuBLAS has them.
int cublasSgemm_v2(void *handle, int transposeA, int transposeB, int m, int n, int k, const float *alpha, const float *a, int lda,
                   const float *b, int ldb, const float *beta, float *c, int ldc) {
  if (handle != (void *) 0x55 || m < 1 || n < 1 || k < 1 || lda < (transposeA ? k : m) || ldb < (transposeB ? n : k) || ldc < m) {
    return 7;
  }
  for (size_t j = 0; j < (size_t) n; j++) {
    for (size_t i = 0; i < (size_t) m; i++) {
      float sum = 0;
      for (size_t l = 0; l < (size_t) k; l++) {
        sum += (transposeA ? a[l + i * lda] : a[i + l * lda]) * (transposeB ? b[j + l * ldb] : b[l + j * ldb]);
      }
      c[i + j * ldc] = *alpha * sum + (*beta == 0 ? 0 : *beta * c[i + j * ldc]);
    }
  }
  return 0;
}

int nvrtcGetNumSupportedArchs(int *count) {
  *count = 2;
  return 0;
}

int nvrtcGetSupportedArchs(int *all) {
  all[0] = 80;
  all[1] = 90;
  return 0;
}

int nvrtcCreateProgram(void **program, const char *source, const char *, int, const char *const *, const char *const *) {
  *program = (void *) 0x66;
  return strstr(source, "__global__") ? 0 : 1;
}

int nvrtcCompileProgram(void *, int count, const char *const *options) {
  return count == 1 && strncmp(options[0], "--gpu-architecture=", 19) == 0 ? 0 : 5;
}

int nvrtcGetCUBINSize(void *, size_t *size) {
  *size = sizeof IMAGE;
  return 0;
}

int nvrtcGetCUBIN(void *, char *image) {
  memcpy(image, IMAGE, sizeof IMAGE);
  return 0;
}

int nvrtcGetProgramLogSize(void *, size_t *size) {
  *size = 1;
  return 0;
}

int nvrtcGetProgramLog(void *, char *log) {
  *log = 0;
  return 0;
}

int nvrtcDestroyProgram(void **) {
  return 0;
}

const char *nvrtcGetErrorString(int) {
  return "an error of the stand-in";
}

}
