#define _GNU_SOURCE  // memmem, memrchr
#include "include/CBytes.h"

#include "include/CBytesHex.h"
#include "include/CBytesVector.h"

// The last bytes of a text are copied into a vector of zeros, so that nothing is read beyond it.
#define CB_LOAD_TAIL(vector, address, count) \
  do { \
    uint8_t cb_tail[64] = {0}; \
    memcpy(cb_tail, (address), (count)); \
    memcpy(&(vector), cb_tail, 64); \
  } while (0)

CB_DISPATCHED
size_t cb_count_byte(const uint8_t *text, size_t count, uint8_t byte) {
  size_t total = 0, at = 0;
  cb_v64 v;
  for (; at + 64 <= count; at += 64) {
    CB_LOAD(v, text + at);
    total += (size_t)__builtin_popcountll(CB_MASK(v == byte));
  }
  for (; at < count; at++) total += text[at] == byte;
  return total;
}

CB_DISPATCHED
size_t cb_find_bytes(
    const uint8_t *text, size_t count, uint8_t byte, uint32_t *offsets, size_t capacity) {
  size_t found = 0, at = 0;
  cb_v64 v;
  for (; at + 64 <= count; at += 64) {
    CB_LOAD(v, text + at);
    for (uint64_t mask = CB_MASK(v == byte); mask; mask &= mask - 1) {
      if (found == capacity) return found;
      offsets[found++] = (uint32_t)(at + (size_t)__builtin_ctzll(mask));
    }
  }
  for (; at < count; at++) {
    if (text[at] != byte) continue;
    if (found == capacity) return found;
    offsets[found++] = (uint32_t)at;
  }
  return found;
}

CB_DISPATCHED
size_t cb_count_scalars(const uint8_t *text, size_t count) {
  size_t total = 0, at = 0;
  cb_v64 v;
  for (; at + 64 <= count; at += 64) {
    CB_LOAD(v, text + at);
    total += (size_t)__builtin_popcountll(CB_MASK((cb_s64)v >= (int8_t)-64));
  }
  for (; at < count; at++) total += (int8_t)text[at] >= -64;
  return total;
}

CB_DISPATCHED
size_t cb_ascii_prefix(const uint8_t *text, size_t count) {
  size_t at = 0;
  cb_v64 v;
  for (; at + 64 <= count; at += 64) {
    CB_LOAD(v, text + at);
    uint64_t mask = CB_MASK(v >= (uint8_t)0x80);
    if (mask) return at + (size_t)__builtin_ctzll(mask);
  }
  while (at < count && text[at] < 0x80) at++;
  return at;
}

// The length of the white space scalar at `p`, 0 where there is none: U+0085 U+00A0 U+1680
// U+2000..200A U+2028 U+2029 U+202F U+205F U+3000, and the ASCII ones.
CB_INLINE size_t space_length(const uint8_t *p, size_t count) {
  uint8_t a = p[0];
  if (a < 0x80) return a == 0x20 || (a >= 0x09 && a <= 0x0D);
  if (a == 0xC2) return count >= 2 && (p[1] == 0x85 || p[1] == 0xA0) ? 2 : 0;
  if (count < 3) return 0;
  uint8_t b = p[1], c = p[2];
  if (a == 0xE1) return b == 0x9A && c == 0x80 ? 3 : 0;
  if (a == 0xE3) return b == 0x80 && c == 0x80 ? 3 : 0;
  if (a != 0xE2) return 0;
  if (b == 0x81) return c == 0x9F ? 3 : 0;
  int isSpace = (c >= 0x80 && c <= 0x8A) || c == 0xA8 || c == 0xA9 || c == 0xAF;
  return b == 0x80 && isSpace ? 3 : 0;
}

// A bit for each byte of a block that belongs to white space. A block with a lead byte of a white
// space scalar (C2, E1, E2, E3) is looked at byte by byte; `*rest` carries continuation bytes of a
// white space scalar over to the next block.
CB_INLINE uint64_t space_mask(
    const cb_v64 *block, const uint8_t *p, size_t valid, size_t readable, size_t *rest) {
  cb_v64 v = *block;  // by pointer: a vector argument would need the clone's instructions here
  uint64_t mask = CB_MASK((v == (uint8_t)0x20) | ((v - (uint8_t)0x09) < (uint8_t)5));
  if (*rest) {
    mask |= (1ull << *rest) - 1;
    *rest = 0;
  }
  uint64_t lead = CB_MASK((v == (uint8_t)0xC2) | ((v - (uint8_t)0xE1) < (uint8_t)3));
  for (; lead; lead &= lead - 1) {
    size_t at = (size_t)__builtin_ctzll(lead);
    if (at >= valid) break;
    size_t length = space_length(p + at, readable - at);
    for (size_t i = 0; i < length; i++) {
      if (at + i < 64) mask |= 1ull << (at + i);
      else *rest += 1;
    }
  }
  return mask;
}

CB_DISPATCHED
size_t cb_count_words(const uint8_t *text, size_t count) {
  size_t words = 0, at = 0, rest = 0;
  uint64_t inWord = 0;  // bit 0: the byte before the block belongs to a word
  cb_v64 v;
  for (; at < count; at += 64) {
    size_t valid = count - at < 64 ? count - at : 64;
    if (valid == 64) CB_LOAD(v, text + at);
    else CB_LOAD_TAIL(v, text + at, valid);
    uint64_t word = ~space_mask(&v, text + at, valid, count - at, &rest);
    if (valid < 64) word &= (1ull << valid) - 1;
    words += (size_t)__builtin_popcountll(word & ~(word << 1 | inWord));
    inWord = word >> 63;
  }
  return words;
}

size_t cb_find_first(const uint8_t *text, size_t count, uint8_t byte) {
  const uint8_t *found = memchr(text, byte, count);
  return found ? (size_t)(found - text) : count;
}

size_t cb_find_last(const uint8_t *text, size_t count, uint8_t byte) {
  const uint8_t *found = memrchr(text, byte, count);
  return found ? (size_t)(found - text) : count;
}

// A short needle is looked for where its first and its last byte stand, 64 places at a time; the
// time for a long one must not grow with its length, as that of the library's does not.
CB_DISPATCHED
size_t cb_find(const uint8_t *text, size_t count, const uint8_t *needle, size_t length) {
  if (length > count) return count;
  size_t at = 0, places = count - length + 1;
  if (length > 0 && length <= 32) {
    cb_v64 first, last;
    for (; at + 64 <= places; at += 64) {
      CB_LOAD(first, text + at);
      CB_LOAD(last, text + at + length - 1);
      uint64_t mask = CB_MASK((first == needle[0]) & (last == needle[length - 1]));
      for (; mask; mask &= mask - 1) {
        size_t place = at + (size_t)__builtin_ctzll(mask);
        if (memcmp(text + place, needle, length) == 0) return place;
      }
    }
  }
  const uint8_t *found = memmem(text + at, count - at, needle, length);
  return found ? (size_t)(found - text) : count;
}

int cb_parse_hex64(const uint8_t *text, uint64_t *value) {
  uint64_t result = 0;
  int bad = 0;
  for (int i = 0; i < 16; i++) {
    unsigned digit = cb_hex_plus_1[text[i]];
    bad |= digit == 0;
    result = result << 4 | ((digit - 1) & 15);
  }
  *value = result;
  return !bad;
}
