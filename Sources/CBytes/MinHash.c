#include "include/CBytesMinHash.h"

#include <string.h>

#include "include/CBytesVector.h"

static const uint64_t kMultiplier = 0x9E3779B97F4A7C15ull;

CB_DISPATCHED
static void fold_case(const uint8_t *restrict text, size_t count, uint8_t *restrict out) {
  for (size_t at = 0; at < count; at++) {
    uint8_t c = text[at];
    out[at] = c | (uint8_t)((uint8_t)(c - 'A') < 26 ? 0x20 : 0);
  }
}

size_t cb_fold_for_shingles(const uint8_t *text, size_t count, int keeps_digits, uint8_t *out) {
  fold_case(text, count, out);
  if (keeps_digits) return count;
  size_t length = 0;
  for (size_t at = 0; at < count; at++) {
    int is_digit = (uint8_t)(out[at] - '0') < 10;
    if (!is_digit) out[length++] = out[at];
    else if (at == 0 || (uint8_t)(text[at - 1] - '0') >= 10) out[length++] = '0';
  }
  return length;
}

CB_INLINE uint64_t mix(uint64_t x) {
  x *= kMultiplier;
  return x ^ x >> 32;
}

// `left` bytes may be read at `p`.
CB_INLINE uint64_t word_hash(const uint8_t *p, size_t length, size_t left) {
  uint64_t hash = length * kMultiplier, chunk;
  while (length > 8) {
    memcpy(&chunk, p, 8);
    hash = mix(hash ^ chunk);
    p += 8, length -= 8, left -= 8;
  }
  if (left >= 8) {
    memcpy(&chunk, p, 8);
    chunk &= ~0ull >> (64 - 8 * length);
  } else {
    chunk = 0;
    memcpy(&chunk, p, length);
  }
  return mix(hash ^ chunk);
}

// A shingle of 32 bits from the polynomial of its words or bytes.
CB_INLINE uint32_t shingle(uint64_t h) {
  h = (h ^ h >> 32) * 0xD6E8FEB86659FD93ull;
  return (uint32_t)(h >> 32);
}

// Word hashes of the last `n` words lie in a ring; the polynomial over them moves on by a word.
typedef struct {
  uint64_t hash, top;
  size_t n, words, slot;
  uint32_t *out;
  size_t found;
} roller;

enum { kRing = 64 };

CB_INLINE void add_word(roller *r, uint64_t *ring, uint64_t word) {
  uint64_t old = r->words >= r->n ? ring[r->slot] : 0;
  r->hash = (r->hash - old * r->top) * kMultiplier + word;
  ring[r->slot] = word;
  r->slot = r->slot + 1 == r->n ? 0 : r->slot + 1;
  r->words++;
  if (r->words >= r->n) r->out[r->found++] = shingle(r->hash);
}

CB_DISPATCHED
size_t cb_word_shingles(const uint8_t *text, size_t count, size_t n, uint32_t *out) {
  uint64_t ring[kRing];
  if (n < 1) n = 1;
  if (n > kRing) n = kRing;
  roller r = {0, 1, n, 0, 0, out, 0};
  for (size_t i = 1; i < n; i++) r.top *= kMultiplier;
  size_t start = 0;
  int inside = 0;
  for (size_t at = 0; at < count; at += 64) {
    size_t valid = count - at < 64 ? count - at : 64;
    cb_v64 v;
    if (valid == 64) {
      CB_LOAD(v, text + at);
    } else {
      uint8_t tail[64];
      memset(tail, ' ', 64);
      memcpy(tail, text + at, valid);
      memcpy(&v, tail, 64);
    }
    uint64_t space = CB_MASK((v == (uint8_t)0x20) | ((v - (uint8_t)0x09) < (uint8_t)5));
    // A bit where words begin or end.
    uint64_t edges = space ^ (space << 1 | (uint64_t)!inside);
    for (; edges; edges &= edges - 1) {
      size_t edge = at + (size_t)__builtin_ctzll(edges);
      if (inside) add_word(&r, ring, word_hash(text + start, edge - start, count - start));
      start = edge;
      inside = !inside;
    }
  }
  if (inside) add_word(&r, ring, word_hash(text + start, count - start, count - start));
  if (r.words > 0 && r.words < n) r.out[r.found++] = shingle(r.hash);
  return r.found;
}

size_t cb_byte_shingles(const uint8_t *text, size_t count, size_t n, uint32_t *out) {
  if (count == 0) return 0;
  if (n < 1) n = 1;
  if (n > count) n = count;
  uint64_t hash = 0, top = 1;
  for (size_t i = 1; i < n; i++) top *= kMultiplier;
  for (size_t i = 0; i < n; i++) hash = hash * kMultiplier + text[i] + 1;
  out[0] = shingle(hash);
  for (size_t i = n; i < count; i++) {
    hash = (hash - (text[i - n] + 1u) * top) * kMultiplier + text[i] + 1;
    out[i - n + 1] = shingle(hash);
  }
  return count - n + 1;
}

typedef uint32_t lanes16 __attribute__((ext_vector_type(16)));

// Four vectors of minima stay in registers while a stretch of shingles, which stays in the nearest
// cache, runs past them.
CB_DISPATCHED
void cb_minhash(
    const uint32_t *shingles, size_t count, const uint32_t *a, const uint32_t *b, size_t lanes,
    uint32_t *minima) {
  enum { stretch = 2048 };
  for (size_t from = 0; from < count; from += stretch) {
    size_t to = from + stretch < count ? from + stretch : count;
    size_t lane = 0;
    for (; lane + 64 <= lanes; lane += 64) {
      lanes16 m[4], p[4], q[4];
      memcpy(m, minima + lane, sizeof m);
      memcpy(p, a + lane, sizeof p);
      memcpy(q, b + lane, sizeof q);
      for (size_t i = from; i < to; i++) {
        lanes16 x = shingles[i];
        m[0] = __builtin_elementwise_min(m[0], p[0] * x + q[0]);
        m[1] = __builtin_elementwise_min(m[1], p[1] * x + q[1]);
        m[2] = __builtin_elementwise_min(m[2], p[2] * x + q[2]);
        m[3] = __builtin_elementwise_min(m[3], p[3] * x + q[3]);
      }
      memcpy(minima + lane, m, sizeof m);
    }
    for (; lane + 16 <= lanes; lane += 16) {
      lanes16 m, p, q;
      memcpy(&m, minima + lane, sizeof m);
      memcpy(&p, a + lane, sizeof p);
      memcpy(&q, b + lane, sizeof q);
      for (size_t i = from; i < to; i++)
        m = __builtin_elementwise_min(m, p * (lanes16)shingles[i] + q);
      memcpy(minima + lane, &m, sizeof m);
    }
  }
}

size_t cb_sort_unique(uint32_t *values, uint32_t *scratch, size_t count) {
  uint32_t *from = values, *to = scratch;
  for (int shift = 0; shift < 32; shift += 8) {
    size_t starts[256] = {0}, sum = 0;
    for (size_t i = 0; i < count; i++) starts[from[i] >> shift & 255]++;
    for (int d = 0; d < 256; d++) {
      size_t here = starts[d];
      starts[d] = sum;
      sum += here;
    }
    for (size_t i = 0; i < count; i++) to[starts[from[i] >> shift & 255]++] = from[i];
    uint32_t *swap = from;
    from = to, to = swap;
  }
  size_t unique = 0;
  for (size_t i = 0; i < count; i++)
    if (unique == 0 || values[unique - 1] != values[i]) values[unique++] = values[i];
  return unique;
}

size_t cb_shared_values(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count) {
  size_t i = 0, j = 0, shared = 0;
  while (i < a_count && j < b_count) {
    uint32_t x = a[i], y = b[j];
    shared += x == y;
    i += x <= y;
    j += y <= x;
  }
  return shared;
}

void cb_sort_bands(cb_band_record *records, cb_band_record *scratch, size_t count) {
  cb_band_record *from = records, *to = scratch;
  for (int pass = 0; pass < 6; pass++) {
    size_t starts[256] = {0}, sum = 0;
    int shift = 8 * (pass & 3);
#define DIGIT(r) ((pass < 4 ? (r).low >> shift : (r).high >> shift) & 255)
    for (size_t i = 0; i < count; i++) starts[DIGIT(from[i])]++;
    for (int d = 0; d < 256; d++) {
      size_t here = starts[d];
      starts[d] = sum;
      sum += here;
    }
    for (size_t i = 0; i < count; i++) to[starts[DIGIT(from[i])]++] = from[i];
#undef DIGIT
    cb_band_record *swap = from;
    from = to, to = swap;
  }
}
