#include <stdlib.h>

#include "CBytes.h"
#include "CBytesVector.h"
#include "Escapes.h"
#include "include/CJSON.h"

// A text of more values than this gives its memory back: 4 MiB.
enum { KEPT_NODES = 1 << 18 };

typedef struct {
  const uint8_t *text;
  size_t at, end, readable;
  cj_tape *tape;
} reader;

CB_INLINE int fail(reader *r, size_t at, int error) {
  r->tape->error_offset = (uint32_t)at;
  return error;
}

CB_INLINE void skip_space(reader *r) {
  while (r->at < r->end) {
    uint8_t byte = r->text[r->at];
    if (byte > 0x20 || (byte != 0x20 && byte != 0x0A && byte != 0x0D && byte != 0x09)) return;
    r->at++;
  }
}

static int grow(cj_tape *tape) {
  if (tape->capacity >= tape->max_nodes) return CJ_TOO_MANY;
  uint64_t capacity = tape->capacity ? (uint64_t)tape->capacity * 2 : 256;
  if (capacity > tape->max_nodes) capacity = tape->max_nodes;
  cj_node *nodes = realloc(tape->nodes, capacity * sizeof(cj_node));
  if (!nodes) return CJ_NO_MEMORY;
  tape->nodes = nodes;
  tape->capacity = (uint32_t)capacity;
  return CJ_OK;
}

CB_INLINE int add(reader *r, uint8_t kind, uint8_t flags, size_t start, size_t end) {
  cj_tape *tape = r->tape;
  if (__builtin_expect(tape->count == tape->capacity, 0)) {
    int error = grow(tape);
    if (error) return fail(r, start, error);
  }
  cj_node *node = &tape->nodes[tape->count++];
  node->start = (uint32_t)start;
  node->end = (uint32_t)end;
  node->next = tape->count;
  node->kind = kind;
  node->flags = flags;
  node->unused = 0;
  return CJ_OK;
}

CB_INLINE int literal(reader *r, const char *word, size_t length, uint8_t kind) {
  size_t start = r->at;
  for (size_t i = 0; i < length; i++) {
    size_t at = start + i;
    if (at >= r->end || r->text[at] != (uint8_t)word[i]) return fail(r, at, CJ_BAD_LITERAL);
  }
  r->at += length;
  return add(r, kind, 0, start, r->at);
}

CB_INLINE int digits(reader *r) {
  size_t start = r->at;
  while (r->at < r->end && (uint8_t)(r->text[r->at] - '0') < 10) r->at++;
  return r->at > start ? CJ_OK : fail(r, start, CJ_BAD_NUMBER);
}

CB_INLINE int number(reader *r) {
  const uint8_t *text = r->text;
  size_t start = r->at, end = r->end;
  int error;
  if (text[r->at] == '-') r->at++;
  if (r->at < end && text[r->at] == '0') {
    r->at++;
  } else if ((error = digits(r))) {
    return r->at == start ? fail(r, start, CJ_NO_VALUE) : error;
  }
  if (r->at < end && text[r->at] == '.') {
    r->at++;
    if ((error = digits(r))) return error;
  }
  if (r->at < end && (text[r->at] | 0x20) == 'e') {
    r->at++;
    if (r->at < end && (text[r->at] == '+' || text[r->at] == '-')) r->at++;
    if ((error = digits(r))) return error;
  }
  return add(r, CJ_NUMBER, 0, start, r->at);
}

// The quotes, backslashes and control characters of 64 bytes; *high: those at or above 0x80.
CB_INLINE uint64_t special(const reader *r, size_t at, uint64_t *high) {
  cb_v64 v;
  if (__builtin_expect(at + 64 <= r->readable, 1)) {
    CB_LOAD(v, r->text + at);
  } else {
    uint8_t tail[64] = {0};
    size_t count = r->readable > at ? r->readable - at : 0;
    memcpy(tail, r->text + at, count);
    memcpy(&v, tail, 64);
  }
  *high = CB_MASK(v >= (uint8_t)0x80);
  return CB_MASK((v == (uint8_t)'"') | (v == (uint8_t)'\\') | (v < (uint8_t)0x20));
}

// A string of which the opening quote is at r->at. Works block by block of 64 bytes; an escape clears
// its own two bits and the block goes on, so that the vector is loaded once.
CB_INLINE int string(reader *r) {
  const uint8_t *text = r->text;
  const size_t start = r->at + 1, end = r->end;
  size_t block = start;
  uint8_t flags = 0;
  uint64_t anyHigh = 0;
  for (;;) {
    if (block >= end) return fail(r, end, CJ_STRING_OPEN);
    uint64_t high;
    uint64_t mask = special(r, block, &high);
    size_t next = block + 64;
    while (mask) {
      unsigned bit = (unsigned)__builtin_ctzll(mask);
      size_t at = block + bit;
      if (at >= end) return fail(r, end, CJ_STRING_OPEN);
      uint8_t byte = text[at];
      if (byte == '"') {
        anyHigh |= bit ? high << (64 - bit) : 0;
        if (anyHigh) {
          size_t good = cb_validate_utf8(text + start, at - start);
          if (good != at - start) return fail(r, start + good, CJ_NOT_UTF8);
        }
        r->at = at + 1;
        if (flags & CJ_LONE_SURROGATE && r->tape->lone_surrogate == UINT32_MAX) {
          r->tape->lone_surrogate = r->tape->count;
        }
        return add(r, CJ_STRING, flags, start, at);
      }
      if (byte != '\\') return fail(r, at, CJ_CONTROL);
      flags |= CJ_HAS_ESCAPE;
      escape e = escape_at(text, at, end);
      if (e.error) return fail(r, e.at, e.error);
      if (e.lone) flags |= CJ_LONE_SURROGATE;
      // An escape holds at most two special bytes, each behind a backslash.
      size_t behind = bit + e.length;
      if (behind >= 64) {
        next = block + behind;
        break;
      }
      mask &= ~0ull << behind;
    }
    // Bytes of an escape are ASCII, so reading some of them twice or not at all changes nothing.
    anyHigh |= high;
    block = next;
  }
}

CB_DISPATCHED
static int parse_value(reader *r) {
  cj_tape *tape = r->tape;
  const uint8_t *text = r->text;
  uint32_t depth = 0;
  int error;

value:
  skip_space(r);
  if (r->at >= r->end) return fail(r, r->at, CJ_ENDS_EARLY);
  if (depth > tape->max_depth) return fail(r, r->at, CJ_TOO_DEEP);
  switch (text[r->at]) {
  case '{':
  case '[': {
    int isObject = text[r->at] == '{';
    tape->open[depth++] = tape->count;
    if ((error = add(r, isObject ? CJ_OBJECT : CJ_ARRAY, 0, r->at, r->at))) return error;
    r->at++;
    skip_space(r);
    if (r->at < r->end && text[r->at] == (isObject ? '}' : ']')) goto close;
    if (isObject) goto key;
    goto value;
  }
  case '"': error = string(r); break;
  case 't': error = literal(r, "true", 4, CJ_TRUE); break;
  case 'f': error = literal(r, "false", 5, CJ_FALSE); break;
  case 'n': error = literal(r, "null", 4, CJ_NULL); break;
  default: error = number(r);
  }
  if (error) return error;

after:
  if (depth == 0) return CJ_OK;
  skip_space(r);
  int isObject = tape->nodes[tape->open[depth - 1]].kind == CJ_OBJECT;
  if (r->at < r->end) {
    if (text[r->at] == (isObject ? '}' : ']')) goto close;
    if (text[r->at] == ',') {
      r->at++;
      if (!isObject) goto value;
      skip_space(r);
      goto key;
    }
  }
  return fail(r, r->at, isObject ? CJ_NO_COMMA_OBJECT : CJ_NO_COMMA_ARRAY);

key:
  if (r->at >= r->end || text[r->at] != '"') return fail(r, r->at, CJ_NO_KEY);
  if ((error = string(r))) return error;
  skip_space(r);
  if (r->at >= r->end || text[r->at] != ':') return fail(r, r->at, CJ_NO_COLON);
  r->at++;
  goto value;

close:
  r->at++;
  cj_node *node = &tape->nodes[tape->open[--depth]];
  node->end = (uint32_t)r->at;
  node->next = tape->count;
  goto after;
}

int cj_parse(const uint8_t *text, size_t start, size_t end, size_t readable, cj_tape *tape) {
  tape->count = 0;
  if (tape->capacity > KEPT_NODES) {
    free(tape->nodes);
    tape->nodes = NULL;
    tape->capacity = 0;
  }
  tape->lone_surrogate = UINT32_MAX;
  tape->error_offset = 0;
  if (end > UINT32_MAX - 64) return CJ_TOO_LONG;
  if (!tape->open) {
    tape->open = malloc(((size_t)tape->max_depth + 1) * sizeof(uint32_t));
    if (!tape->open) return CJ_NO_MEMORY;
  }
  reader r = {text, start, end, readable, tape};
  int error = parse_value(&r);
  if (error) return error;
  skip_space(&r);
  return r.at == end ? CJ_OK : fail(&r, r.at, CJ_TRAILING);
}

void cj_free(cj_tape *tape) {
  free(tape->nodes);
  free(tape->open);
  tape->nodes = NULL;
  tape->open = NULL;
}
