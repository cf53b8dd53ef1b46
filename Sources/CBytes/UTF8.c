// UTF-8 validation (Unicode 15, table 3-7). With AVX2: the lookup algorithm of Keiser and Lemire,
// "Validating UTF-8 in less than one instruction per byte" (2020, https://arxiv.org/abs/2010.03090):
// three table lookups on the nibbles of each byte and of the one before it name the errors that two
// bytes can show; a fourth test checks the third and fourth byte of long sequences. The block that
// fails is walked byte by byte for the offset.
#include "include/CBytes.h"
#include "include/CBytesVector.h"

// The length of the well-formed sequence at `p`; 0 for an ill-formed one.
CB_INLINE size_t sequence_length(const uint8_t *p, size_t count) {
  uint8_t a = p[0];
  if (a < 0x80) return 1;
  if (a < 0xC2 || a > 0xF4 || count < 2) return 0;
  uint8_t b = p[1];
  if (a < 0xE0) return (b & 0xC0) == 0x80 ? 2 : 0;
  uint8_t low = a == 0xE0 ? 0xA0 : a == 0xF0 ? 0x90 : 0x80;
  uint8_t high = a == 0xED ? 0x9F : a == 0xF4 ? 0x8F : 0xBF;
  if (b < low || b > high || count < 3 || (p[2] & 0xC0) != 0x80) return 0;
  if (a < 0xF0) return 3;
  return count >= 4 && (p[3] & 0xC0) == 0x80 ? 4 : 0;
}

static size_t validate_scalar(const uint8_t *text, size_t count, size_t at) {
  while (at < count) {
    if (text[at] < 0x80) {
      at += cb_ascii_prefix(text + at, count - at);
      continue;
    }
    size_t length = sequence_length(text + at, count - at);
    if (length == 0) return at;
    at += length;
  }
  return count;
}

#if defined(__x86_64__)
#include <immintrin.h>

#define AVX2 __attribute__((target("avx2"), always_inline)) static inline

enum {
  TOO_SHORT = 1 << 0,       // a lead byte, then no continuation
  TOO_LONG = 1 << 1,        // a continuation after ASCII
  OVERLONG_3 = 1 << 2,
  TOO_LARGE = 1 << 3,       // beyond U+10FFFF
  SURROGATE = 1 << 4,
  OVERLONG_2 = 1 << 5,
  TOO_LARGE_1000 = 1 << 6,
  OVERLONG_4 = 1 << 6,
  TWO_CONTS = 1 << 7,       // two continuations in a row: right only inside a long sequence
  CARRY = TOO_SHORT | TOO_LONG | TWO_CONTS,
};

AVX2 __m256i table(
    int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k, int l, int m, int n,
    int o, int p) {
  return _mm256_setr_epi8(
      a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p);
}

// The vector `back` bytes earlier; `before` holds the 32 bytes before `now`.
#define EARLIER(now, before, back) \
  _mm256_alignr_epi8(now, _mm256_permute2x128_si256(before, now, 0x21), 16 - (back))

AVX2 __m256i errors_of(__m256i now, __m256i before) {
  const __m256i nibble = _mm256_set1_epi8(0x0F);
  __m256i previous = EARLIER(now, before, 1);
  __m256i firstHigh = _mm256_shuffle_epi8(
      table(
          TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TWO_CONTS,
          TWO_CONTS, TWO_CONTS, TWO_CONTS, TOO_SHORT | OVERLONG_2, TOO_SHORT,
          TOO_SHORT | OVERLONG_3 | SURROGATE,
          TOO_SHORT | TOO_LARGE | TOO_LARGE_1000 | OVERLONG_4),
      _mm256_and_si256(_mm256_srli_epi16(previous, 4), nibble));
  const int large = CARRY | TOO_LARGE | TOO_LARGE_1000;
  __m256i firstLow = _mm256_shuffle_epi8(
      table(
          CARRY | OVERLONG_3 | OVERLONG_2 | OVERLONG_4, CARRY | OVERLONG_2, CARRY, CARRY,
          CARRY | TOO_LARGE, large, large, large, large, large, large, large, large,
          large | SURROGATE, large, large),
      _mm256_and_si256(previous, nibble));
  const int conts = TOO_LONG | OVERLONG_2 | TWO_CONTS;
  __m256i secondHigh = _mm256_shuffle_epi8(
      table(
          TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
          conts | OVERLONG_3 | TOO_LARGE_1000 | OVERLONG_4, conts | OVERLONG_3 | TOO_LARGE,
          conts | SURROGATE | TOO_LARGE, conts | SURROGATE | TOO_LARGE, TOO_SHORT, TOO_SHORT,
          TOO_SHORT, TOO_SHORT),
      _mm256_and_si256(_mm256_srli_epi16(now, 4), nibble));
  __m256i special = _mm256_and_si256(_mm256_and_si256(firstHigh, firstLow), secondHigh);
  __m256i third = _mm256_subs_epu8(EARLIER(now, before, 2), _mm256_set1_epi8((char)(0xE0 - 0x80)));
  __m256i fourth = _mm256_subs_epu8(EARLIER(now, before, 3), _mm256_set1_epi8((char)(0xF0 - 0x80)));
  __m256i mustContinue =
      _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8((char)0x80));
  return _mm256_xor_si256(mustContinue, special);
}

// Checks whole 32-byte blocks. Returns the start of the last sequence that may lie across the point
// to which the text is known to be well formed; the rest is the scalar walk's.
__attribute__((target("avx2"))) static size_t validate_avx2(const uint8_t *text, size_t count) {
  __m256i before = _mm256_setzero_si256();
  size_t at = 0;
  for (; at + 32 <= count; at += 32) {
    __m256i now = _mm256_loadu_si256((const __m256i *)(text + at));
    __m256i pair = _mm256_or_si256(now, before);
    if (_mm256_movemask_epi8(pair)) {
      __m256i errors = errors_of(now, before);
      if (!_mm256_testz_si256(errors, errors)) break;
    }
    before = now;
  }
  // A sequence may have begun up to three bytes before the point that was reached.
  for (size_t back = 1; back <= 3 && back <= at; back++) {
    if (text[at - back] >= 0xC0) return at - back;
    if (text[at - back] < 0x80) break;
  }
  return at;
}
#endif

size_t cb_validate_utf8(const uint8_t *text, size_t count) {
  size_t at = 0;
#if defined(__x86_64__)
  if (count >= 64 && __builtin_cpu_supports("avx2")) at = validate_avx2(text, count);
#endif
  return validate_scalar(text, count, at);
}
