// Scalar products in tiles of 2 x 4 rows, so that each number that is loaded is used more than once,
// and in blocks of 32 rows, so that the second operand stays in the processor's cache.
//
// Contraction into fused operations is off: they round otherwise, and a processor that lacks them
// would come to other clusters.
#include "CBytes.h"

#pragma STDC FP_CONTRACT OFF

typedef float lanes __attribute__((ext_vector_type(16)));

// Vectors go by address, since they would be passed otherwise where registers are narrower.
CB_INLINE void load(lanes *values, const float *address) {
  memcpy(values, address, sizeof *values);
}

CB_INLINE float total(const lanes *sum) {
  __attribute__((ext_vector_type(8))) float eight = sum->lo + sum->hi;
  __attribute__((ext_vector_type(4))) float four = eight.lo + eight.hi;
  return (four.x + four.z) + (four.y + four.w);
}

CB_INLINE void tile(
    const float *a, size_t rows, const float *b, size_t columns, size_t width, float *out,
    size_t stride) {
  lanes sums[2][4] = {{0}};
  for (size_t k = 0; k < width; k += 16) {
    lanes right[4];
    for (size_t j = 0; j < columns; j++) load(&right[j], b + j * width + k);
    for (size_t i = 0; i < rows; i++) {
      lanes left;
      load(&left, a + i * width + k);
      for (size_t j = 0; j < columns; j++) sums[i][j] += left * right[j];
    }
  }
  for (size_t i = 0; i < rows; i++)
    for (size_t j = 0; j < columns; j++) out[i * stride + j] = total(&sums[i][j]);
}

CB_DISPATCHED void cb_dot_products(
    const float *a, size_t a_count, const float *b, size_t b_count, size_t width, float *out) {
  for (size_t block = 0; block < b_count; block += 32) {
    size_t end = block + 32 < b_count ? block + 32 : b_count;
    for (size_t i = 0; i < a_count; i += 2) {
      size_t rows = a_count - i < 2 ? 1 : 2;
      for (size_t j = block; j < end; j += 4) {
        size_t columns = end - j < 4 ? end - j : 4;
        float *place = out + i * b_count + j;
        const float *left = a + i * width, *right = b + j * width;
        if (rows == 2 && columns == 4)
          tile(left, 2, right, 4, width, place, b_count);
        else
          tile(left, rows, right, columns, width, place, b_count);
      }
    }
  }
}

CB_INLINE float as_float(uint32_t bits) {
  float value;
  memcpy(&value, &bits, 4);
  return value;
}

CB_INLINE uint32_t as_bits(float value) {
  uint32_t bits;
  memcpy(&bits, &value, 4);
  return bits;
}

CB_DISPATCHED void cb_halves_to_floats(const uint16_t *halves, size_t count, float *out) {
  for (size_t i = 0; i < count; i++) {
    uint32_t half = halves[i];
    // The exponent's bias differs by 112; the product also makes subnormal numbers normal.
    float value = as_float((half & 0x7FFF) << 13) * 0x1p112f;
    uint32_t special = (half & 0x7C00) == 0x7C00 ? 0x7F800000u : 0;
    out[i] = as_float(as_bits(value) | special | (half & 0x8000) << 16);
  }
}

CB_DISPATCHED void cb_floats_to_halves(const float *floats, size_t count, uint16_t *out) {
  for (size_t i = 0; i < count; i++) {
    uint32_t bits = as_bits(floats[i]);
    uint32_t sign = bits >> 16 & 0x8000;
    uint32_t size = bits & 0x7FFFFFFF;
    uint32_t half;
    if (size >= 0x47800000) {  // at and above 65,536
      half = size > 0x7F800000 ? 0x7E00 : 0x7C00;
    } else if (size < 0x38800000) {  // subnormal: the addition rounds where the last bit will be
      half = as_bits(as_float(size) + 0.5f) - 0x3F000000;
    } else {
      half = (size - 0x38000000 + 0xFFF + (size >> 13 & 1)) >> 13;
    }
    out[i] = (uint16_t)(half | sign);
  }
}
