// Chooses the copy of each kernel and holds what does not depend on vectors.
#include "Kernels.h"

#if defined(__x86_64__)
static const ct_kernels *const copies[] = {&ct_generic, &ct_avx2, &ct_avx512};
int ct_best_isa(void) {
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl"))
    return CT_AVX512;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return CT_AVX2;
  return CT_GENERIC;
}
#else
static const ct_kernels *const copies[] = {&ct_generic, &ct_generic, &ct_generic};
int ct_best_isa(void) { return CT_GENERIC; }
#endif

void ct_gemm(int isa, long m, long n, long k, const float *a, long ra, long ca, const float *b,
             long rb, long cb, float *c, long ldc, int accumulate) {
  copies[isa]->gemm(m, n, k, a, ra, ca, b, rb, cb, c, ldc, accumulate);
}

long ct_packed_size(int isa, long k, long n) {
  long panel = copies[isa]->panel;
  return (n + panel - 1) / panel * panel * k;
}

void ct_pack(int isa, long k, long n, const float *b, long rb, long cb, float *packed) {
  copies[isa]->pack(k, n, b, rb, cb, packed);
}

void ct_gemm_packed(int isa, long m, long n, long k, const float *a, long ra, const float *packed,
                    float *c, long ldc, int accumulate) {
  copies[isa]->gemm_packed(m, n, k, a, ra, packed, c, ldc, accumulate);
}

void ct_rms(int isa, long n, long d, float eps, const float *x, const float *gain, float *y,
            float *rms) {
  copies[isa]->rms(n, d, eps, x, gain, y, rms);
}

void ct_rms_apply(int isa, long n, long d, const float *x, const float *gain, const float *rms,
                  float *y) {
  copies[isa]->rms_apply(n, d, x, gain, rms, y);
}

void ct_rms_backward(int isa, long n, long d, const float *x, const float *gain, const float *rms,
                     const float *dy, float *dx, float *dgain) {
  copies[isa]->rms_backward(n, d, x, gain, rms, dy, dx, dgain);
}

void ct_swiglu(int isa, long n, long f, const float *gu, float *act) {
  copies[isa]->swiglu(n, f, gu, act);
}

void ct_swiglu_backward(int isa, long n, long f, const float *gu, const float *dact, float *dgu) {
  copies[isa]->swiglu_backward(n, f, gu, dact, dgu);
}

void ct_rope(int isa, long n, long heads, long h, float *x, long ld, const int32_t *positions,
             const float *cosines, const float *sines, float sign) {
  copies[isa]->rope(n, heads, h, x, ld, positions, cosines, sines, sign);
}

long ct_attention_scratch(long n, long h) {
  long columns = (n + CT_WIDEST - 1) / CT_WIDEST * CT_WIDEST;
  return 2 * h * columns + 2 * CT_QUERY_ROWS * columns;
}

void ct_attention(int isa, long n, long heads, long kv, long h, const float *qkv, long ld,
                  float *out, float *lse, float *scratch) {
  copies[isa]->attention(n, heads, kv, h, qkv, ld, out, lse, scratch);
}

void ct_attention_backward(int isa, long n, long heads, long kv, long h, const float *qkv, long ld,
                           const float *out, const float *lse, const float *dout, float *dqkv,
                           float *scratch) {
  copies[isa]->attention_backward(n, heads, kv, h, qkv, ld, out, lse, dout, dqkv, scratch);
}

void ct_cache_store(long n, long heads, long kv, long h, const float *qkv, long ld, float *keys,
                    float *values, long capacity, long at) {
  for (long i = 0; i < n; i++) {
    const float *k = qkv + i * ld + heads * h, *v = k + kv * h;
    for (long g = 0; g < kv; g++)
      for (long j = 0; j < h; j++) {
        keys[(g * h + j) * capacity + at + i] = k[g * h + j];
        values[(g * capacity + at + i) * h + j] = v[g * h + j];
      }
  }
}

void ct_attention_cached(int isa, long length, long heads, long kv, long h, const float *q,
                         const float *keys, const float *values, long capacity, float *out,
                         float *scratch) {
  copies[isa]->attention_cached(length, heads, kv, h, q, keys, values, capacity, out, scratch);
}

void ct_log_sum_exp(int isa, long n, long v, const float *x, long ld, float *lse) {
  copies[isa]->log_sum_exp(n, v, x, ld, lse);
}

void ct_cross_entropy_gradient(int isa, long n, long v, float *x, long ld, const float *lse,
                               const int32_t *target, const float *coefficient) {
  copies[isa]->cross_entropy_gradient(n, v, x, ld, lse, target, coefficient);
}

float ct_exp_row(int isa, long v, float *x, float scale, float shift) {
  return copies[isa]->exp_row(v, x, scale, shift);
}

float ct_max_row(int isa, long v, const float *x) { return copies[isa]->max_row(v, x); }

void ct_add(int isa, long n, float scale, const float *x, float *y) {
  copies[isa]->add(n, scale, x, y);
}

double ct_sum_squares(int isa, long n, const float *x) { return copies[isa]->sum_squares(n, x); }

void ct_adamw(int isa, long n, float *p, const float *g, float *m, float *v, float lr, float beta1,
              float beta2, float eps, float decay, float scale, float c1, float c2) {
  copies[isa]->adamw(n, p, g, m, v, lr, beta1, beta2, eps, decay, scale, c1, c2);
}
