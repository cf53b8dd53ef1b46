// The copy for any CPU: vectors of four, which every target has or can emulate.
#include "Kernels.h"
#define W 4
#define MR 6
#define TABLE ct_generic
#define FMA(x, y, z) ((x) * (y) + (z))
#include "Kernels.inc"
