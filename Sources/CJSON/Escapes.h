// What a backslash in a JSON string stands for; shared by the parser, which only checks it, and by
// the unescaping.
#pragma once
#include "CBytesHex.h"
#include "CBytesVector.h"
#include "include/CJSON.h"

typedef struct {
  size_t at;       // where the error is
  uint32_t scalar;  // the code point; of a lone surrogate, its own number
  uint8_t length;  // 2, 6 or 12 bytes
  uint8_t lone;
  uint8_t error;
} escape;

// What the letter behind the backslash stands for; 0 where there is no such escape.
static const uint8_t cj_simple_escapes[256] = {
    ['"'] = '"', ['\\'] = '\\', ['/'] = '/', ['b'] = 8, ['f'] = 12, ['n'] = 10, ['r'] = 13, ['t'] = 9,
};

// Four hexadecimal digits; on failure *bad is the offset of the byte that is none.
CB_INLINE uint32_t hex4(const uint8_t *text, size_t at, size_t end, size_t *bad) {
  uint32_t value = 0;
  for (size_t i = at; i < at + 4; i++) {
    uint8_t digit = i < end ? cb_hex_plus_1[text[i]] : 0;
    if (!digit) {
      *bad = i;
      return UINT32_MAX;
    }
    value = value << 4 | (uint32_t)(digit - 1);
  }
  return value;
}

// The escape whose backslash is at `at`.
CB_INLINE escape escape_at(const uint8_t *text, size_t at, size_t end) {
  escape e = {at, 0, 2, 0, CJ_OK};
  if (at + 1 >= end) {
    e.at = end;
    e.error = CJ_STRING_OPEN;
    return e;
  }
  uint8_t letter = text[at + 1];
  e.scalar = cj_simple_escapes[letter];
  if (e.scalar) return e;
  if (letter != 'u') {
    e.error = CJ_BAD_ESCAPE;
    return e;
  }
  e.length = 6;
  e.scalar = hex4(text, at + 2, end, &e.at);
  if (e.scalar == UINT32_MAX) {
    e.error = CJ_BAD_HEX;
    return e;
  }
  if (e.scalar - 0xD800 >= 0x800) return e;
  size_t ignored;
  int paired = e.scalar < 0xDC00 && at + 7 < end && text[at + 6] == '\\' && text[at + 7] == 'u';
  uint32_t low = paired ? hex4(text, at + 8, end, &ignored) : UINT32_MAX;
  if (low - 0xDC00 < 0x400) {
    e.scalar = 0x10000 + ((e.scalar - 0xD800) << 10) + (low - 0xDC00);
    e.length = 12;
  } else {
    e.lone = 1;
  }
  return e;
}
