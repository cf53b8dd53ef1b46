#include "include/CBytesWords.h"

// State bits are 0 where the pattern's byte ends a longer common subsequence. A step adds with carry
// over all words: V = (V + (V & M)) | (V & ~M).
size_t cb_common_subsequence(
    const uint64_t *masks, size_t words, const uint8_t *text, size_t count, uint64_t *state) {
  for (size_t w = 0; w < words; w++) state[w] = ~0ull;
  for (size_t at = 0; at < count; at++) {
    const uint64_t *mask = masks + (size_t)text[at] * words;
    unsigned long long carry = 0;
    for (size_t w = 0; w < words; w++) {
      uint64_t v = state[w], matched = v & mask[w];
      uint64_t sum = __builtin_addcll(v, matched, carry, &carry);
      state[w] = sum | (v & ~mask[w]);
    }
  }
  size_t length = 0;
  for (size_t w = 0; w < words; w++) length += (size_t)__builtin_popcountll(~state[w]);
  return length;
}
