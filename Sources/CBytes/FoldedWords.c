#include "include/CBytesWords.h"

#include <string.h>

#include "include/CBytesVector.h"

enum { OTHER, LETTER, DIGIT };

static const uint64_t kSeed = 0xCBF29CE484222325ull, kPrime = 0x100000001B3ull;

// Commands without a meaning of their own in a comparison: what they print is an operator, a space,
// a typeface or a fence. In lower case and byte order, for the binary search.
static const char *const kDropped[] = {
    "approx", "array", "begin", "big", "bigg", "bigl", "bigr", "binom", "bmod", "boldsymbol",
    "cases", "cdot", "cdots", "cfrac", "circ", "colon", "dbinom", "dfrac", "displaystyle", "div",
    "dots", "dotsc", "end", "frac", "ge", "geq", "geqslant", "hspace", "in", "lceil", "ldotp",
    "ldots", "le", "left", "leq", "leqslant", "lfloor", "limits", "lvert", "mathbb", "mathbf",
    "mathcal", "mathit", "mathrm", "mathsf", "mbox", "mid", "middle", "mod", "ne", "neq",
    "operatorname", "over", "overline", "pm", "prime", "qquad", "quad", "rceil", "rfloor",
    "right", "rightarrow", "rvert", "sqrt", "text", "textbf", "textit", "textrm", "textstyle",
    "tfrac", "thinspace", "times", "to", "vec",
};

static int is_dropped(const uint8_t *name, size_t length) {
  char folded[16];
  if (length >= sizeof folded) return 0;
  for (size_t i = 0; i < length; i++) folded[i] = (char)(name[i] | 0x20);
  folded[length] = 0;
  size_t low = 0, high = sizeof kDropped / sizeof *kDropped;
  while (low < high) {
    size_t middle = (low + high) / 2;
    int order = strcmp(kDropped[middle], folded);
    if (order == 0) return 1;
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return 0;
}

CB_INLINE int is_letter(uint8_t c) { return (uint8_t)((c | 0x20) - 'a') < 26; }
CB_INLINE int is_digit(uint8_t c) { return (uint8_t)(c - '0') < 10; }

// What the scalar at `p` is, and its length. Punctuation and symbols are C2 xx, E2 xx xx and
// E3 80 xx (Latin-1 signs; general punctuation to miscellaneous symbols; CJK punctuation).
CB_INLINE int kind_of(const uint8_t *p, size_t left, size_t *length) {
  uint8_t c = p[0];
  *length = 1;
  if (c < 0x80) return is_letter(c) ? LETTER : is_digit(c) ? DIGIT : OTHER;
  size_t wanted = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
  *length = wanted < left ? wanted : left;
  if (c == 0xC2 || c == 0xE2 || c < 0xC0) return OTHER;
  if (c == 0xC3 && left > 1 && (p[1] == 0x97 || p[1] == 0xB7)) return OTHER;
  if (c == 0xE3 && left > 1 && p[1] == 0x80) return OTHER;
  return LETTER;
}

// Kana, ideographs and Hangul: written without spaces.
CB_INLINE int is_ideograph(const uint8_t *p) { return p[0] >= 0xE3 && p[0] <= 0xED; }

// The length of an apostrophe at `p` (' or U+2019), 0 where there is none.
CB_INLINE size_t apostrophe(const uint8_t *p, size_t left) {
  if (left > 0 && p[0] == '\'') return 1;
  return left > 2 && p[0] == 0xE2 && p[1] == 0x80 && p[2] == 0x99 ? 3 : 0;
}

// The length of a thousands separator at `p`, which is `,` or `{,}` before exactly three digits.
CB_INLINE size_t thousands(const uint8_t *p, size_t left) {
  size_t length = left > 0 && p[0] == ',' ? 1
      : left > 2 && p[0] == '{' && p[1] == ',' && p[2] == '}' ? 3 : 0;
  if (!length || left < length + 3) return 0;
  const uint8_t *q = p + length;
  int three = is_digit(q[0]) && is_digit(q[1]) && is_digit(q[2]);
  return three && !(left > length + 3 && is_digit(q[3])) ? length : 0;
}

CB_INLINE uint64_t mixed(uint64_t h) {
  h ^= h >> 32;
  h *= 0xD6E8FEB86659FD93ull;
  return h ^ (h >> 29);
}

static size_t fold_letters(const uint8_t *text, size_t count, size_t at, uint64_t *hash) {
  uint64_t h = kSeed;
  size_t length;
  while (at < count && kind_of(text + at, count - at, &length) == LETTER) {
    uint8_t c = text[at];
    if (c < 0x80) {
      h = (h ^ (c | 0x20)) * kPrime;
      at++;
    } else {
      if (is_ideograph(text + at) && h != kSeed) break;
      for (size_t i = 0; i < length; i++) {
        uint8_t d = text[at + i];
        int isCapital = c == 0xC3 && i == 1 && d >= 0x80 && d <= 0x9E;
        h = (h ^ (isCapital ? d + 0x20 : d)) * kPrime;
      }
      at += length;
      if (is_ideograph(text + at - length)) break;
    }
    size_t skip = apostrophe(text + at, count - at);
    if (skip && at + skip < count && kind_of(text + at + skip, count - at - skip, &length) == LETTER)
      at += skip;
  }
  *hash = mixed(h);
  return at;
}

static size_t fold_digits(const uint8_t *text, size_t count, size_t at, uint64_t *hash) {
  uint64_t h = kSeed + 1;
  while (at < count) {
    if (is_digit(text[at])) h = (h ^ text[at++]) * kPrime;
    else {
      size_t skip = thousands(text + at, count - at);
      if (!skip) break;
      at += skip;
    }
  }
  *hash = mixed(h);
  return at;
}

size_t cb_fold_words(
    const uint8_t *text, size_t count, size_t *position, cb_word *words, size_t capacity) {
  size_t at = *position, found = 0, length;
  while (at < count && found < capacity) {
    int kind = kind_of(text + at, count - at, &length);
    size_t start = at;
    if (kind == OTHER) {
      at += length;
      if (text[start] != '\\') continue;
      while (at < count && is_letter(text[at])) at++;
      size_t name = at - start - 1;
      if (name == 0 || is_dropped(text + start + 1, name)) continue;
      at = start + 1;  // any other command is a word
      continue;
    }
    uint64_t hash;
    at = kind == LETTER ? fold_letters(text, count, at, &hash) : fold_digits(text, count, at, &hash);
    words[found++] = (cb_word){hash, (uint32_t)start, (uint32_t)at, kind == DIGIT, 0};
  }
  *position = at;
  return found;
}
