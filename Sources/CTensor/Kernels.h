// The table that each copy of Kernels.inc fills.
#pragma once
#include "include/CTensor.h"

typedef struct {
  long panel;  // columns of a packed panel
  void (*gemm)(long, long, long, const float *, long, long, const float *, long, long, float *,
               long, int);
  void (*pack)(long, long, const float *, long, long, float *);
  void (*gemm_packed)(long, long, long, const float *, long, const float *, float *, long, int);
  void (*rms)(long, long, float, const float *, const float *, float *, float *);
  void (*rms_apply)(long, long, const float *, const float *, const float *, float *);
  void (*rms_backward)(long, long, const float *, const float *, const float *, const float *,
                       float *, float *);
  void (*swiglu)(long, long, const float *, float *);
  void (*swiglu_backward)(long, long, const float *, const float *, float *);
  void (*rope)(long, long, long, float *, long, const int32_t *, const float *, const float *,
               float);
  void (*attention)(long, long, long, long, const float *, long, float *, float *, float *);
  void (*attention_backward)(long, long, long, long, const float *, long, const float *,
                             const float *, const float *, float *, float *);
  void (*attention_cached)(long, long, long, long, const float *, const float *, const float *,
                           long, float *, float *);
  void (*log_sum_exp)(long, long, const float *, long, float *);
  void (*cross_entropy_gradient)(long, long, float *, long, const float *, const int32_t *,
                                 const float *);
  float (*exp_row)(long, float *, float, float);
  float (*max_row)(long, const float *);
  void (*add)(long, float, const float *, float *);
  double (*sum_squares)(long, const float *);
  void (*adamw)(long, float *, const float *, float *, float *, float, float, float, float, float,
                float, float, float);
} ct_kernels;

extern const ct_kernels ct_generic, ct_avx2, ct_avx512;

/// Query rows that attention takes at a time; its scratch depends on it.
#define CT_QUERY_ROWS 56
/// Widest vector of any copy, in floats, to which scratch rows are rounded up.
#define CT_WIDEST 32
