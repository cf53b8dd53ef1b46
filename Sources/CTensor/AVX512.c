// The copy for AVX-512 (Intel Skylake-SP, AMD Zen 4 and later).
#include "Kernels.h"
#if defined(__x86_64__)
#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512dq,avx512bw,avx512vl,avx2,fma"))), apply_to = function)
#define W 16
#define MR 14
#define TABLE ct_avx512
#define FMA(x, y, z) __builtin_elementwise_fma((x), (y), (z))
#include "Kernels.inc"
#pragma clang attribute pop
#endif
