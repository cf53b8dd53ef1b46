// The trainer's kernels in single precision. Each function exists three times (AVX-512, AVX2 with
// FMA, any CPU), made from Kernels.inc; `isa` picks the copy. No function keeps state, allocates or
// depends on fast-math: a result is the same for the same arguments and the same copy, whatever the
// number of rows it is computed with.
#pragma once
#include <stdint.h>

/// The copies. A higher one than `ct_best_isa()` must not be called: the CPU would trap.
enum { CT_GENERIC = 0, CT_AVX2 = 1, CT_AVX512 = 2 };

int ct_best_isa(void);

/// C[m,n] (+)= A[m,k] B[k,n], with A(i,p) = a[i*ra + p*ca], B(p,j) = b[p*rb + j*cb].
///
/// Every element is a sum over blocks of 256 of p, in order: each a chain of multiply-adds from 0,
/// added to C at its end. Neither m, nor the position of a row, nor packing changes a bit.
void ct_gemm(int isa, long m, long n, long k, const float *a, long ra, long ca, const float *b,
             long rb, long cb, float *c, long ldc, int accumulate);

/// Floats that `ct_pack` writes for a B of k x n.
long ct_packed_size(int isa, long k, long n);
/// Rearranges B once, for many products with few rows.
void ct_pack(int isa, long k, long n, const float *b, long rb, long cb, float *packed);
/// `ct_gemm` with a packed B and rows of A that are contiguous; the same bits.
void ct_gemm_packed(int isa, long m, long n, long k, const float *a, long ra, const float *packed,
                    float *c, long ldc, int accumulate);

/// y = x * rms * gain by rows; rms[i] = 1 / sqrt(mean(x^2) + eps).
void ct_rms(int isa, long n, long d, float eps, const float *x, const float *gain, float *y,
            float *rms);
/// y = x * rms * gain with the rms of the forward pass.
void ct_rms_apply(int isa, long n, long d, const float *x, const float *gain, const float *rms,
                  float *y);
/// dx += gradient of the input; dgain += gradient of the gain where it is not null.
void ct_rms_backward(int isa, long n, long d, const float *x, const float *gain, const float *rms,
                     const float *dy, float *dx, float *dgain);

/// act[n,f] = silu(g) * u, where a row of gu is g then u.
void ct_swiglu(int isa, long n, long f, const float *gu, float *act);
void ct_swiglu_backward(int isa, long n, long f, const float *gu, const float *dact, float *dgu);

/// Rotates pairs (i, i + h/2) of each of `heads` heads by the row's position; `sign` -1 undoes it.
/// Rows of `cosines` and `sines` hold h/2 floats a position.
void ct_rope(int isa, long n, long heads, long h, float *x, long ld, const int32_t *positions,
             const float *cosines, const float *sines, float sign);

/// Floats of scratch that attention over a document of n tokens needs.
long ct_attention_scratch(long n, long h);
/// Causal attention of one document. A row of qkv is `heads` queries, then `kv` keys, then `kv`
/// values, of h floats each, `ld` floats apart; out and lse have heads*h and heads floats a row.
void ct_attention(int isa, long n, long heads, long kv, long h, const float *qkv, long ld,
                  float *out, float *lse, float *scratch);
void ct_attention_backward(int isa, long n, long heads, long kv, long h, const float *qkv, long ld,
                           const float *out, const float *lse, const float *dout, float *dqkv,
                           float *scratch);
/// Copies the keys and values of n rows into a cache at position `at`: keys transposed as
/// [kv][h][capacity], values as [kv][capacity][h]. `capacity` is a multiple of 32.
void ct_cache_store(long n, long heads, long kv, long h, const float *qkv, long ld, float *keys,
                    float *values, long capacity, long at);
/// Attention of one query row over the first `length` positions of a cache; scratch holds
/// heads/kv * capacity floats.
void ct_attention_cached(int isa, long length, long heads, long kv, long h, const float *q,
                         const float *keys, const float *values, long capacity, float *out,
                         float *scratch);

/// lse[i] = log(sum(exp(x))) of each row; NaN where a row holds one.
void ct_log_sum_exp(int isa, long n, long v, const float *x, long ld, float *lse);
/// x = coefficient[i] * (softmax(x) - onehot(target[i])) by rows.
void ct_cross_entropy_gradient(int isa, long n, long v, float *x, long ld, const float *lse,
                               const int32_t *target, const float *coefficient);
/// x = exp(scale * x - shift) by one row; returns the sum.
float ct_exp_row(int isa, long v, float *x, float scale, float shift);
float ct_max_row(int isa, long v, const float *x);

/// y += scale * x.
void ct_add(int isa, long n, float scale, const float *x, float *y);
/// Sum of squares, in double over fixed groups.
double ct_sum_squares(int isa, long n, const float *x);

/// One step of AdamW (Loshchilov & Hutter 2019) on n parameters; the gradient is multiplied by
/// `scale` first; c1 and c2 are 1 / (1 - beta^step).
void ct_adamw(int isa, long n, float *p, const float *g, float *m, float *v, float lr, float beta1,
              float beta2, float eps, float decay, float scale, float c1, float c2);
