#include "CBytesVector.h"
#include "Escapes.h"
#include "include/CJSON.h"

CB_INLINE size_t encode_utf8(uint32_t scalar, uint8_t *out) {
  if (scalar < 0x80) {
    out[0] = (uint8_t)scalar;
    return 1;
  }
  if (scalar < 0x800) {
    out[0] = (uint8_t)(0xC0 | scalar >> 6);
    out[1] = (uint8_t)(0x80 | (scalar & 0x3F));
    return 2;
  }
  if (scalar < 0x10000) {
    out[0] = (uint8_t)(0xE0 | scalar >> 12);
    out[1] = (uint8_t)(0x80 | (scalar >> 6 & 0x3F));
    out[2] = (uint8_t)(0x80 | (scalar & 0x3F));
    return 3;
  }
  out[0] = (uint8_t)(0xF0 | scalar >> 18);
  out[1] = (uint8_t)(0x80 | (scalar >> 12 & 0x3F));
  out[2] = (uint8_t)(0x80 | (scalar >> 6 & 0x3F));
  out[3] = (uint8_t)(0x80 | (scalar & 0x3F));
  return 4;
}

// An escape is never shorter than its scalar in UTF-8, so `to <= from` always holds.
CB_DISPATCHED
ptrdiff_t cj_unescape(const uint8_t *text, size_t count, uint8_t *out, int *error) {
  size_t from = 0, to = 0;
  cb_v64 v;
  while (from < count) {
    if (count - from >= 64) {
      CB_LOAD(v, text + from);
      memcpy(out + to, &v, 64);
      uint64_t mask = CB_MASK(v == (uint8_t)'\\');
      size_t run = mask ? (size_t)__builtin_ctzll(mask) : 64;
      from += run;
      to += run;
      if (!mask) continue;
    } else if (text[from] != '\\') {
      out[to++] = text[from++];
      continue;
    }
    escape e = escape_at(text, from, count);
    if (e.error || e.lone) {
      *error = e.error ? e.error : CJ_LONE;
      return -1 - (ptrdiff_t)e.at;
    }
    to += encode_utf8(e.scalar, out + to);
    from += e.length;
  }
  return (ptrdiff_t)to;
}

// The letter behind the backslash for a byte; 0 where the byte stays as it is, 'u' for \u00XX.
static const uint8_t letters[256] = {
    ['"'] = '"', ['\\'] = '\\', [8] = 'b', [9] = 't', [10] = 'n', [12] = 'f', [13] = 'r',
    [0] = 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u',
    [11] = 'u', [14] = 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u', 'u',
    'u', 'u',
};

CB_INLINE size_t escape_byte(uint8_t byte, uint8_t *out) {
  out[0] = '\\';
  out[1] = letters[byte];
  if (out[1] != 'u') return 2;
  out[2] = '0';
  out[3] = '0';
  out[4] = '0' + (byte >> 4);
  out[5] = (uint8_t)"0123456789abcdef"[byte & 15];
  return 6;
}

CB_DISPATCHED
size_t cj_escape(
    const uint8_t *text, size_t count, size_t *consumed, uint8_t *out, size_t capacity) {
  size_t from = 0, to = 0;
  cb_v64 v;
  while (from < count && capacity - to >= 72) {  // 64 bytes and the longest escape
    if (count - from >= 64) {
      CB_LOAD(v, text + from);
      memcpy(out + to, &v, 64);
      uint64_t mask = CB_MASK((v == (uint8_t)'"') | (v == (uint8_t)'\\') | (v < (uint8_t)0x20));
      size_t run = mask ? (size_t)__builtin_ctzll(mask) : 64;
      from += run;
      to += run;
      if (!mask) continue;
    } else if (!letters[text[from]]) {
      out[to++] = text[from++];
      continue;
    }
    to += escape_byte(text[from++], out + to);
  }
  *consumed = from;
  return to;
}
