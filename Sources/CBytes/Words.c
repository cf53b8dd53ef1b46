// Words, lines and their repeats. Words are found 64 bytes at a time: a bit for each byte that is
// white space, and the edges of that mask are the words' ends.
#include "include/CBytes.h"
#include "include/CBytesText.h"
#include "include/CBytesVector.h"

static const uint64_t multiplier = 0x9E3779B97F4A7C15ull;

CB_INLINE uint64_t mix(uint64_t x) {
  x *= multiplier;
  return x ^ x >> 32;
}

// A hash of `length` bytes at `p`, of which `readable` (at least `length`) may be read.
CB_INLINE uint64_t hash_bytes(const uint8_t *p, size_t length, size_t readable) {
  uint64_t hash = length * multiplier, chunk;  // far from the bytes, which may be zeros
  while (length > 8) {
    memcpy(&chunk, p, 8);
    hash = mix(hash ^ chunk);
    p += 8, length -= 8, readable -= 8;
  }
  if (length == 0) return mix(hash);
  if (readable >= 8) {
    memcpy(&chunk, p, 8);
    chunk &= ~0ull >> (64 - 8 * length);
  } else {
    chunk = 0;
    memcpy(&chunk, p, length);
  }
  return mix(hash ^ chunk);
}

// A bit for each byte of a word in the block at `p`; bytes behind the end are none.
CB_INLINE uint64_t word_mask(const uint8_t *p, size_t valid) {
  cb_v64 v;
  if (valid >= 64) {
    CB_LOAD(v, p);
  } else {
    uint8_t tail[64];
    memset(tail, 0x20, 64);
    memcpy(tail, p, valid);
    memcpy(&v, tail, 64);
  }
  return ~CB_MASK((v == (uint8_t)0x20) | ((v - (uint8_t)0x09) < (uint8_t)5));
}

CB_DISPATCHED
size_t cb_count_ascii_words(const uint8_t *text, size_t count) {
  size_t words = 0;
  uint64_t before = 0;
  for (size_t at = 0; at < count; at += 64) {
    uint64_t word = word_mask(text + at, count - at);
    words += (size_t)__builtin_popcountll(word & ~(word << 1 | before));
    before = word >> 63;
  }
  return words;
}

CB_DISPATCHED
void cb_words(
    const uint8_t *text, size_t count, int32_t *starts, int32_t *ends, uint64_t *hashes) {
  size_t words = 0, start = 0;
  uint64_t before = 0;  // 1 inside a word
  for (size_t at = 0; at < count; at += 64) {
    uint64_t word = word_mask(text + at, count - at);
    uint64_t edges = word ^ (word << 1 | before);
    for (; edges; edges &= edges - 1) {
      size_t edge = at + (size_t)__builtin_ctzll(edges);
      before ^= 1;
      if (before) {
        start = edge;
      } else {
        starts[words] = (int32_t)start;
        ends[words] = (int32_t)edge;
        hashes[words++] = hash_bytes(text + start, edge - start, count - start);
      }
    }
  }
  if (!before) return;
  starts[words] = (int32_t)start;
  ends[words] = (int32_t)count;
  hashes[words] = hash_bytes(text + start, count - start, count - start);
}

// The hash of a line without its digits: of the runs between them, one after another, so that runs of
// digits of any length are alike. `hash` is that of the whole line, which saves hashing a line that
// has none.
CB_INLINE void skeleton(
    const uint8_t *text, size_t first, size_t last, size_t count, uint64_t hash, cb_line *line) {
  uint64_t whole = 0;
  size_t from = first;
  unsigned letters = 0;
  for (size_t at = first; at < last; at += 64) {
    cb_v64 v;
    if (count - at >= 64) {
      CB_LOAD(v, text + at);
    } else {
      uint8_t tail[64] = {0};
      memcpy(tail, text + at, count - at);
      memcpy(&v, tail, 64);
    }
    uint64_t valid = last - at >= 64 ? ~0ull : ~0ull >> (64 - (last - at));
    letters += (unsigned)__builtin_popcountll(
        CB_MASK(((v | (uint8_t)0x20) - (uint8_t)'a') < (uint8_t)26) & valid);
    uint64_t digits = CB_MASK((v - (uint8_t)'0') < (uint8_t)10) & valid;
    for (; digits; digits &= digits - 1) {
      size_t digit = at + (size_t)__builtin_ctzll(digits);
      if (digit > from) whole = mix(whole ^ hash_bytes(text + from, digit - from, count - from));
      from = digit + 1;
    }
  }
  if (from < last) {
    whole = mix(
        whole ^ (from == first ? hash : hash_bytes(text + from, last - from, count - from)));
  }
  line->skeleton = whole;
  line->letters = letters;
}

CB_DISPATCHED
size_t cb_lines(const uint8_t *text, size_t count, cb_line *out) {
  size_t lines = 0, at = 0;
  while (at < count) {
    const uint8_t *found = memchr(text + at, '\n', count - at);
    size_t end = found ? (size_t)(found - text) : count;
    size_t first = at, last = end;
    while (first < last && text[first] <= 0x20) first++;
    while (last > first && text[last - 1] <= 0x20) last--;
    cb_line *line = &out[lines++];
    line->hash = hash_bytes(text + first, last - first, count - first);
    line->bytes = (uint32_t)(last - first);
    skeleton(text, first, last, count, line->hash, line);
    at = end + 1;
  }
  return lines;
}

// A polynomial over a window of n words, rolled along: the sum of w[i] * m^(n-1-i) modulo 2^64.
typedef struct {
  const uint64_t *words;
  size_t n;
  uint64_t high, sum;
} rolling_hash;

CB_INLINE rolling_hash rolling_over(const uint64_t *words, size_t n) {
  uint64_t high = 1;
  for (size_t i = 1; i < n; i++) high *= multiplier;
  return (rolling_hash){words, n, high, 0};
}

// Takes word `i`, of which the first is 0; the sum is that of an n-gram from word n - 1 on.
CB_INLINE void roll(rolling_hash *hash, size_t i) {
  if (i >= hash->n) hash->sum -= hash->words[i - hash->n] * hash->high;
  hash->sum = hash->sum * multiplier + hash->words[i];
}

// Whether two n-grams have equal tags, 32 bits of their hashes: never wrong where it says no.
int cb_ngrams_may_repeat(
    const uint64_t *hashes, size_t count, size_t n, uint32_t *tags, size_t tag_count) {
  rolling_hash hash = rolling_over(hashes, n);
  size_t mask = tag_count - 1;
  for (size_t i = 0; i < count; i++) {
    roll(&hash, i);
    if (i + 1 < n) continue;
    uint64_t key = mix(hash.sum);
    uint32_t tag = (uint32_t)(key >> 32) | 1;  // never the 0 of an empty place
    size_t at = (size_t)key & mask;
    while (tags[at] != 0) {
      if (tags[at] == tag) return 1;
      at = (at + 1) & mask;
    }
    tags[at] = tag;
  }
  return 0;
}

void cb_ngram_repeats(
    const uint64_t *hashes, size_t count, size_t n, size_t window, const int32_t *starts,
    const int32_t *ends, cb_ngram_slot *slots, size_t slot_count, cb_repeats *out) {
  memset(out, 0, sizeof *out);
  if (n == 0 || count < n) return;
  rolling_hash hash = rolling_over(hashes, n);
  size_t covered = 0, coveredBytes = 0, mask = slot_count - 1;
  for (size_t i = 0; i < count; i++) {
    roll(&hash, i);
    if (i + 1 < n) continue;
    uint64_t key = mix(hash.sum) | 1;  // never the 0 of an empty place
    size_t at = (size_t)(key >> 20 ^ key) & mask;
    while (slots[at].hash != 0 && slots[at].hash != key) at = (at + 1) & mask;
    cb_ngram_slot *slot = &slots[at];
    size_t begin = i + 1 - n;
    if (slot->hash == 0) {
      *slot = (cb_ngram_slot){key, (uint32_t)begin, 1, 1, 0};
      continue;
    }
    out->copies++;
    slot->count++;
    slot->chain = begin - slot->last <= window ? slot->chain + 1 : 1;
    slot->last = (uint32_t)begin;
    if (slot->count > out->most) out->most = slot->count;
    if (slot->chain > out->chain) out->chain = slot->chain;
    size_t from = begin > covered ? begin : covered;
    out->words += i + 1 - from;
    covered = i + 1;
    if (!starts || !ends) continue;
    size_t fromByte = (size_t)starts[begin], length = (size_t)ends[i] - fromByte;
    if (fromByte < coveredBytes) fromByte = coveredBytes;
    if ((size_t)ends[i] > fromByte) out->bytes += (size_t)ends[i] - fromByte;
    coveredBytes = (size_t)ends[i];
    if (length * slot->count > out->top_bytes) out->top_bytes = length * slot->count;
  }
  if (out->most == 0) out->most = out->chain = 1;
}

// Z-function of the reversed words (Gusfield 1997, section 1.4): z[p] words match when the text is
// laid over itself at distance p, so the suffix of z[p] + p words has the period p.
void cb_loop_tail(
    const uint64_t *hashes, size_t count, uint32_t *z, size_t *words, size_t *repeats) {
  *words = 0, *repeats = 0;
  if (count < 3) return;
  size_t left = 0, right = 0, last = count - 1;
  for (size_t p = 1; p < count; p++) {
    size_t match = 0;
    if (p < right) match = z[p - left] < right - p ? z[p - left] : right - p;
    while (p + match < count && hashes[last - match] == hashes[last - p - match]) match++;
    z[p] = (uint32_t)match;
    if (p + match > right) left = p, right = p + match;
    if (match + p >= 3 * p && match + p > *words) {
      *words = match + p;
      *repeats = (match + p) / p;
    }
  }
}
