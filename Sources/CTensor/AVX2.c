// The copy for AVX2 with FMA (Intel Haswell 2013, AMD Zen 2017 and later).
#include "Kernels.h"
#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define W 8
#define MR 6
#define TABLE ct_avx2
#define FMA(x, y, z) __builtin_elementwise_fma((x), (y), (z))
#include "Kernels.inc"
#pragma clang attribute pop
#endif
