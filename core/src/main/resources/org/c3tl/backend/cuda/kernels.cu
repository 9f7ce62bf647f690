// The passes of org.c3tl.backend.Backend on the GPU; compiled when a training begins. All matrices are row-major. Sums are taken
// in a fixed order, without atomics, so that a training repeats bit by bit on the same GPU.

#define GOLDEN 0x9E3779B97F4A7C15ULL
// Rows that one block of threads adds up before the second stage of a sum over rows.
#define PART 256
#define TILE 32
#define LANES 8

typedef unsigned long long u64;

// The same numbers as org.c3tl.backend.Dropout.
__device__ __forceinline__ u64 mix(u64 z) {
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31);
}

// Factor of an activation under dropout; a negative limit means none.
__device__ __forceinline__ float kept(int row, int column, u64 key, int limit, float scale) {
  if (limit < 0) {
    return 1.0f;
  }
  u64 state = mix(key ^ ((u64) (long long) row * GOLDEN)) + (u64) (column / 4 + 1) * GOLDEN;
  int draw = (int) ((mix(state) >> (16 * (column & 3))) & 0xFFFF);
  return draw < limit ? 0.0f : scale;
}

__device__ __forceinline__ void finish(float v, int f, float keep, float *u, float *slope) {
  if (f == 0) {
    *u = fmaxf(v, 0.0f) * keep;
  } else if (f == 1) {
    float s = 1.0f / (1.0f + expf(-1.702f * v));
    *slope = s * (1.0f + 1.702f * v * (1.0f - s)) * keep;
    *u = v * s * keep;
  } else {
    float t = tanhf(v);
    *slope = (1.0f - t * t) * keep;
    *u = t * keep;
  }
}

__device__ __forceinline__ float slopeOf(const float *a, const float *slope, size_t i, float scale) {
  return slope ? slope[i] : a[i] > 0.0f ? scale : 0.0f;
}

// Sum over the lanes of a block of TILE × LANES threads; right in the first lane.
__device__ __forceinline__ float overLanes(float v, float shared[LANES][TILE]) {
  shared[threadIdx.y][threadIdx.x] = v;
  __syncthreads();
  float sum = 0.0f;
  if (threadIdx.y == 0) {
    for (int l = 0; l < LANES; l++) {
      sum += shared[l][threadIdx.x];
    }
  }
  __syncthreads();
  return sum;
}

#define ROWS_AND_COLUMN(n, width)                          \
  int c = blockIdx.x * blockDim.x + threadIdx.x;           \
  if (c >= (width)) {                                      \
    return;                                                \
  }                                                        \
  for (int r = blockIdx.y; r < (n); r += gridDim.y)

extern "C" {

__global__ void gather(const float *samples, const int *rows, float factor, float *target, int n, int width) {
  ROWS_AND_COLUMN(n, width) {
    target[(size_t) r * width + c] = factor * samples[(size_t) rows[r] * width + c];
  }
}

__global__ void activate(float *u, const float *bias, const int *biasRow, float *slope, int f, u64 key, int limit, float scale,
    int n, int width) {
  ROWS_AND_COLUMN(n, width) {
    size_t i = (size_t) r * width + c;
    float v = u[i] + bias[biasRow ? (size_t) biasRow[r] * width + c : c];
    finish(v, f, kept(r, c, key, limit, scale), u + i, slope ? slope + i : 0);
  }
}

__global__ void activateSum(float *u, const float *first, const int *firstRow, const float *second, const int *secondRow,
    const float *bias, float *slope, int f, u64 key, int limit, float scale, int n, int width) {
  ROWS_AND_COLUMN(n, width) {
    size_t i = (size_t) r * width + c;
    float v = first[(size_t) firstRow[r] * width + c] + second[(size_t) secondRow[r] * width + c] + bias[c];
    finish(v, f, kept(r, c, key, limit, scale), u + i, slope ? slope + i : 0);
  }
}

__global__ void backActivate(float *d, const float *a, const float *slope, float scale, int n, int width) {
  ROWS_AND_COLUMN(n, width) {
    size_t i = (size_t) r * width + c;
    d[i] *= slopeOf(a, slope, i, scale);
  }
}

__global__ void backMeans(const float *ofGroups, const int *of, const int *start, float *d, const float *a, const float *slope,
    float scale, int n, int width) {
  ROWS_AND_COLUMN(n, width) {
    size_t i = (size_t) r * width + c;
    int g = of[r];
    d[i] = ofGroups[(size_t) g * width + c] / (float) (start[g + 1] - start[g]) * slopeOf(a, slope, i, scale);
  }
}

__global__ void sums(const float *a, const int *start, const int *order, int mean, float *out, int groups, int width) {
  ROWS_AND_COLUMN(groups, width) {
    float sum = 0.0f;
    for (int i = start[r]; i < start[r + 1]; i++) {
      sum += a[(size_t) order[i] * width + c];
    }
    int size = start[r + 1] - start[r];
    out[(size_t) r * width + c] = mean ? (size == 0 ? 0.0f : sum / (float) size) : sum;
  }
}

__global__ void meansOfOthers(const float *a, const float *sums, const int *of, const int *start, float *means, int n, int width) {
  ROWS_AND_COLUMN(n, width) {
    size_t i = (size_t) r * width + c;
    int g = of[r];
    int others = start[g + 1] - start[g] - 1;
    means[i] = others == 0 ? 0.0f : (sums[(size_t) g * width + c] - a[i]) / (float) others;
  }
}

__global__ void addRow(float *a, const float *row, const float *second, int n, int width) {
  ROWS_AND_COLUMN(n, width) {
    a[(size_t) r * width + c] += row[c] + (second ? second[c] : 0.0f);
  }
}

// First stage of a sum over rows: one row of parts per PART rows.
__global__ void columnParts(const float *a, float *parts, int n, int width) {
  __shared__ float shared[LANES][TILE];
  int c = blockIdx.x * TILE + threadIdx.x;
  int end = min(n, ((int) blockIdx.y + 1) * PART);
  float sum = 0.0f;
  if (c < width) {
    for (int r = blockIdx.y * PART + threadIdx.y; r < end; r += LANES) {
      sum += a[(size_t) r * width + c];
    }
  }
  sum = overLanes(sum, shared);
  if (threadIdx.y == 0 && c < width) {
    parts[(size_t) blockIdx.y * width + c] = sum;
  }
}

__global__ void columnTotals(const float *parts, int count, float *out, int width) {
  int c = blockIdx.x * blockDim.x + threadIdx.x;
  if (c < width) {
    float sum = 0.0f;
    for (int p = 0; p < count; p++) {
      sum += parts[(size_t) p * width + c];
    }
    out[c] = sum;
  }
}

// One block; the sum of some values in double precision.
__global__ void total(const float *values, double *out, int count) {
  __shared__ double shared[256];
  double sum = 0;
  for (int i = threadIdx.x; i < count; i += 256) {
    sum += values[i];
  }
  shared[threadIdx.x] = sum;
  __syncthreads();
  for (int half = 128; half > 0; half /= 2) {
    if (threadIdx.x < half) {
      shared[threadIdx.x] += shared[threadIdx.x + half];
    }
    __syncthreads();
  }
  if (threadIdx.x == 0) {
    *out = shared[0];
  }
}

// Weighted sums of each perturbation's rows; the sum of the weights stands behind them, in a column of its own.
__global__ void weightedSums(const float *x, const float *reliability, const int *start, const int *order, float *out, int groups,
    int width) {
  ROWS_AND_COLUMN(groups, width + 1) {
    float sum = 0.0f;
    for (int i = start[r]; i < start[r + 1]; i++) {
      float weight = reliability ? reliability[order[i]] : 1.0f;
      sum += c == width ? weight : weight * x[(size_t) order[i] * width + c];
    }
    out[(size_t) r * (width + 1) + c] = sum;
  }
}

// Output to gradient, and first stages of the sums for the loss and for the gradients of bias and gate.
__global__ void loss(float *out, const float *x, const float *bias, const float *gate, const float *sums, const int *of,
    const int *start, const float *weights, const float *reliability, int targets, int leaveOneOut, float factor,
    float *squareParts, float *biasParts, float *gateParts, int n, int width) {
  __shared__ float shared[LANES][TILE];
  int c = blockIdx.x * TILE + threadIdx.x;
  int end = min(n, ((int) blockIdx.y + 1) * PART);
  float squares = 0.0f, forBias = 0.0f, forGate = 0.0f;
  if (c < width) {
    for (int r = blockIdx.y * PART + threadIdx.y; r < end; r += LANES) {
      size_t i = (size_t) r * width + c;
      int g = of[r];
      if (r >= targets || (leaveOneOut && start[g + 1] - start[g] < 2)) {
        out[i] = 0.0f;
        continue;
      }
      float truth = x[i];
      float o = out[i];
      float mean = 0.0f;
      if (sums) {
        float own = !leaveOneOut ? 0.0f : reliability ? reliability[r] : 1.0f;
        const float *sum = sums + (size_t) g * (width + 1);
        mean = (sum[c] - own * truth) / (sum[width] - own);
        o += gate ? gate[c] * mean : mean;
      }
      float e = o + bias[c] - truth;
      float d = e * factor * (weights ? weights[r] : 1.0f);
      squares += e * e;
      forBias += d;
      forGate += d * mean;
      out[i] = d;
    }
  }
  squares = overLanes(squares, shared);
  forBias = overLanes(forBias, shared);
  forGate = overLanes(forGate, shared);
  if (threadIdx.y == 0 && c < width) {
    size_t at = (size_t) blockIdx.y * width + c;
    squareParts[at] = squares;
    biasParts[at] = forBias;
    if (gateParts) {
      gateParts[at] = forGate;
    }
  }
}

__global__ void adam(float *w, const float *g, float *m, float *v, float beta1, float beta2, float rest1, float rest2, float epsilon,
    float size, float root, float keep, int length) {
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < length; i += gridDim.x * blockDim.x) {
    float mi = beta1 * m[i] + rest1 * g[i];
    float vi = beta2 * v[i] + rest2 * g[i] * g[i];
    m[i] = mi;
    v[i] = vi;
    w[i] = keep * w[i] - size * mi / (sqrtf(vi) * root + epsilon);
  }
}

}
