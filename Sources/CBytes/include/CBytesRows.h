// Rows of numbers: their scalar products, and numbers of half the width.
#pragma once
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// Writes the scalar products of `a_count` rows with `b_count` rows, all of `width` numbers, to `out`,
/// row by row of `a`. `width` is a multiple of 16. The sums are formed in one order on all processors.
void cb_dot_products(
    const float *a, size_t a_count, const float *b, size_t b_count, size_t width, float *out);

/// IEEE 754 binary16 to binary32 and back, rounding to nearest, ties to even.
void cb_halves_to_floats(const uint16_t *halves, size_t count, float *out);
void cb_floats_to_halves(const float *floats, size_t count, uint16_t *out);

#pragma clang assume_nonnull end
