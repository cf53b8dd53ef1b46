// What one thread needs: the words it has seen and memory to merge in.
#pragma once
#include "Model.h"

/// A list of tokens that grows.
typedef struct {
  int32_t *items;
  size_t count, capacity;
} ct_tokens;

typedef struct {
  uint8_t bytes[16];
} ct_key;

/// A word of up to 15 bytes, filled up with zeros; the last byte has its length in the high half and
/// its number of tokens in the low half, 15 for "look elsewhere". Four to a cache line, those that
/// come often first.
typedef struct {
  ct_key ways[4];
} __attribute__((aligned(64))) ct_bucket;

/// A word of up to 15 bytes with up to four tokens, for encoding.
typedef struct {
  ct_key key;
  int32_t tokens[4];
} __attribute__((aligned(32))) ct_word;

/// A word of 16 to 62 bytes and its number of tokens, below 255.
typedef struct {
  uint8_t length, count;
  uint8_t bytes[62];
} __attribute__((aligned(64))) ct_long_word;

enum { BUCKET_BITS = 15, WORD_BITS = 16, LONG_BITS = 12, LONG_MAX = 62 };

struct ct_state {
  ct_bucket *buckets;   // 2 MiB
  ct_word *words;       // 2 MiB, made when something is encoded
  ct_long_word *longs;  // 512 KiB
  const ct_model *model;  // whose words these are
  ct_tokens tokens;
  // Working memory of long pieces.
  uint32_t *ranks, *next, *previous;
  uint64_t *heap;
  size_t capacity;
};

void ct_grow(ct_tokens *tokens, size_t room);

static inline void ct_push(ct_tokens *tokens, int32_t token) {
  if (tokens->count == tokens->capacity) ct_grow(tokens, 1);
  tokens->items[tokens->count++] = token;
}

/// Empties the tables of another model's words.
void ct_state_use(ct_state *state, const ct_model *model);
