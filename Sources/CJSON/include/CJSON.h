// One JSON text (RFC 8259) read into a flat tape of nodes that point back into the text, and the
// escaping and unescaping of strings. Nothing is copied and no number is converted: a node of a
// number spans its token.
//
// Why not simdjson: its DOM refuses integers beyond 64 bits and forgets how a number was written; its
// On-Demand front end checks only what is visited, and to visit all takes twice as long as this
// (docs/dependencies.md).
#pragma once
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

enum {
  CJ_NULL,
  CJ_FALSE,
  CJ_TRUE,
  CJ_NUMBER,
  CJ_STRING,
  CJ_ARRAY,
  CJ_OBJECT,
};

enum {
  CJ_HAS_ESCAPE = 1,      // a string with at least one backslash
  CJ_LONE_SURROGATE = 2,  // a string with half of a surrogate pair, as an escape
};

/// A value or a key. The nodes of an object are itself, then key, value, key, value …, each value
/// followed by the nodes inside it; those of an array are itself and its elements.
typedef struct {
  uint32_t start;  // offset of the first byte; of a string, of the one after the quote
  uint32_t end;    // offset after the last byte; of a string, of the closing quote
  uint32_t next;   // index of the first node behind this one and all inside it
  uint8_t kind;
  uint8_t flags;
  uint16_t unused;
} cj_node;

enum {
  CJ_OK,
  CJ_ENDS_EARLY,
  CJ_NO_VALUE,
  CJ_BAD_LITERAL,
  CJ_BAD_NUMBER,
  CJ_BAD_ESCAPE,
  CJ_BAD_HEX,
  CJ_CONTROL,
  CJ_NOT_UTF8,
  CJ_STRING_OPEN,
  CJ_NO_KEY,
  CJ_NO_COLON,
  CJ_NO_COMMA_OBJECT,
  CJ_NO_COMMA_ARRAY,
  CJ_TRAILING,
  CJ_TOO_DEEP,
  CJ_TOO_MANY,
  CJ_TOO_LONG,
  CJ_NO_MEMORY,
  CJ_LONE,
};

/// A parser's memory, used again for each text. Zero it, set the limits; `cj_free` at the end.
typedef struct {
  cj_node *_Nullable nodes;
  uint32_t *_Nullable open;  // the containers that are open
  uint32_t count;
  uint32_t capacity;
  uint32_t max_depth;        // containers inside one another that are allowed
  uint32_t max_nodes;
  uint32_t lone_surrogate;   // the first string node with one; UINT32_MAX where there is none
  uint32_t error_offset;
} cj_tape;

/// Parses text[start..<end]; bytes up to `readable` may be read, but have no influence.
/// Returns CJ_OK or an error, with its place in `error_offset`.
int cj_parse(const uint8_t *text, size_t start, size_t end, size_t readable, cj_tape *tape);
void cj_free(cj_tape *tape);

/// Undoes the escapes of a string's inside. `out` needs count + 64 bytes; returns how many were
/// written, or an error as -1 - offset, with its kind in `*error`.
ptrdiff_t cj_unescape(const uint8_t *text, size_t count, uint8_t *out, int *error);

/// Escapes text for the inside of a string until all is done or `out` could overflow; returns the
/// bytes written and says in `*consumed` how far it came. `capacity` must be at least 128.
size_t cj_escape(
    const uint8_t *text, size_t count, size_t *consumed, uint8_t *out, size_t capacity);

#pragma clang assume_nonnull end
