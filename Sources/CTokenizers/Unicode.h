// Classes of characters and UTF-8.
#pragma once
#include <stddef.h>
#include <stdint.h>

enum scalar_class { OTHER, UPPER, LOWER, LETTER, MARK, NUMBER, PUNCTUATION, SYMBOL, SPACE };
enum { CLASS = 0x0F, WORD = 0x10, DIGIT = 0x20, COMPOSING = 0x40 };

// Sets of classes.
#define SET(c) (1u << (c))
enum {
  LETTERS = SET(UPPER) | SET(LOWER) | SET(LETTER),
  NUMBERS = SET(NUMBER),
  MARKS = SET(MARK),
  SPACES = SET(SPACE),
  PUNCTUATIONS = SET(PUNCTUATION) | SET(SYMBOL),
  ALL = 0x1FF,
};

/// Class and flags of every scalar; filled by ct_prepare_unicode.
extern uint8_t ct_scalars[0x110000];
void ct_prepare_unicode(void);

#define CT_INLINE static inline __attribute__((always_inline))

#define INVALID 0xFFFFFFFFu

/// The scalar at `p`, which is before `end`; INVALID with a length of 1 for what is not UTF-8.
CT_INLINE uint32_t decode(const uint8_t *p, const uint8_t *end, unsigned *length) {
  uint32_t c = *p;
  *length = 1;
  if (c < 0x80) return c;
  size_t rest = (size_t)(end - p);
#define CONTINUES(i) ((p[i] & 0xC0) == 0x80)
  if (c >= 0xC2 && c <= 0xDF && rest >= 2 && CONTINUES(1)) {
    *length = 2;
    return (c & 0x1F) << 6 | (p[1] & 0x3F);
  }
  if (c >= 0xE0 && c <= 0xEF && rest >= 3 && CONTINUES(1) && CONTINUES(2)) {
    uint32_t value = (c & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
    if (value < 0x800 || (value >= 0xD800 && value <= 0xDFFF)) return INVALID;
    *length = 3;
    return value;
  }
  if (c >= 0xF0 && c <= 0xF4 && rest >= 4 && CONTINUES(1) && CONTINUES(2) && CONTINUES(3)) {
    uint32_t value = (c & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 |
                     (uint32_t)(p[2] & 0x3F) << 6 | (p[3] & 0x3F);
    if (value < 0x10000 || value > 0x10FFFF) return INVALID;
    *length = 4;
    return value;
  }
#undef CONTINUES
  return INVALID;
}

/// Class and flags of the character at `p`; OTHER for what is not UTF-8.
CT_INLINE unsigned flags_at(const uint8_t *p, const uint8_t *end, unsigned *length) {
  if (*p < 0x80) {
    *length = 1;
    return ct_scalars[*p];
  }
  uint32_t c = decode(p, end, length);
  return c == INVALID ? OTHER : ct_scalars[c];
}

/// The set of one class that the character at `p` is in.
CT_INLINE unsigned set_at(const uint8_t *p, const uint8_t *end, unsigned *length) {
  return SET(flags_at(p, end, length) & CLASS);
}
