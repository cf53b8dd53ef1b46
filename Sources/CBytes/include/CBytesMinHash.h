// Shingles of texts and their MinHash signatures.
#pragma once
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// Writes a text as it is compared: ASCII capitals folded and, where `keeps_digits` is 0, every run
/// of digits written as one `0`. `out` holds `count` bytes. Returns how many it wrote.
size_t cb_fold_for_shingles(const uint8_t *text, size_t count, int keeps_digits, uint8_t *out);

/// Writes a hash of each run of `n` words (separated by ASCII white space); a text of fewer words
/// has one of all its words, an empty one has none. `out` holds `count / 2 + 1` hashes. Returns how
/// many it wrote.
size_t cb_word_shingles(const uint8_t *text, size_t count, size_t n, uint32_t *out);

/// The same for runs of `n` bytes; `out` holds `count` hashes.
size_t cb_byte_shingles(const uint8_t *text, size_t count, size_t n, uint32_t *out);

/// For each of `lanes` (a multiple of 16) permutations x -> a * x + b the least value over all
/// shingles, starting from what `minima` holds.
void cb_minhash(
    const uint32_t *shingles, size_t count, const uint32_t *a, const uint32_t *b, size_t lanes,
    uint32_t *minima);

/// Sorts values, drops copies and returns how many are left. `scratch` holds `count` values.
size_t cb_sort_unique(uint32_t *values, uint32_t *scratch, size_t count);

/// How many values two ascending lists without copies share.
size_t cb_shared_values(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count);

/// A key of 48 bits and the number of the sample that has it.
typedef struct {
  uint32_t low, high, sample;
} cb_band_record;

/// Sorts records by their keys; records of one key stay in their order.
void cb_sort_bands(cb_band_record *records, cb_band_record *scratch, size_t count);

#pragma clang assume_nonnull end
