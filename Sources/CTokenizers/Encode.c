// From text to tokens, or to their number alone.

#include <stdlib.h>
#include <string.h>

#include "Split.h"
#include "State.h"

typedef uint8_t ct_v16 __attribute__((ext_vector_type(16)));
typedef _Bool ct_b16 __attribute__((ext_vector_type(16)));

/// One bit a byte, the first byte lowest.
#define MASK(lanes) \
  __extension__({ \
    ct_b16 ct_bits = __builtin_convertvector((lanes), ct_b16); \
    uint16_t ct_word; \
    memcpy(&ct_word, &ct_bits, 2); \
    (uint32_t)ct_word; \
  })

// A key is the word's bytes, zeros, and its length in the high half of the last byte.
static const uint8_t keep_bytes[32] = {
    0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF};

CT_INLINE ct_key key_of(ct_v16 bytes, size_t length) {
  ct_v16 keep;
  memcpy(&keep, keep_bytes + 16 - length, 16);
  ct_v16 masked = bytes & keep;
  ct_key key;
  memcpy(&key, &masked, 16);
  key.bytes[15] = (uint8_t)(length << 4);
  return key;
}

CT_INLINE uint64_t key_hash(ct_key key) {
  uint64_t low, high;
  memcpy(&low, key.bytes, 8);
  memcpy(&high, key.bytes + 8, 8);
  uint64_t mixed = (low ^ high * 0x9E3779B97F4A7C15u) * 0xD6E8FEB86659FD93u;
  return mixed;
}

/// Whether two keys are the same but for the low half of the last byte.
CT_INLINE int same_key(ct_key a, ct_key b) {
  uint64_t a_low, a_high, b_low, b_high;
  memcpy(&a_low, a.bytes, 8);
  memcpy(&a_high, a.bytes + 8, 8);
  memcpy(&b_low, b.bytes, 8);
  memcpy(&b_high, b.bytes + 8, 8);
  return ((a_low ^ b_low) | ((a_high ^ b_high) & 0xF0FFFFFFFFFFFFFFu)) == 0;
}

static size_t merged_count(const ct_model *model, ct_state *state, ct_at p, size_t length) {
  state->tokens.count = 0;
  ct_merge_piece(model, state, p, length);
  return state->tokens.count;
}

static __attribute__((noinline)) size_t count_new(
    const ct_model *model, ct_state *state, ct_at p, size_t length, ct_key key, ct_bucket *bucket) {
  size_t count = merged_count(model, state, p, length);
  // Behind the first, which words that come often have taken.
  memmove(bucket->ways + 2, bucket->ways + 1, 2 * sizeof *bucket->ways);
  key.bytes[15] |= count < 15 ? (uint8_t)count : 15;
  bucket->ways[1] = key;
  return count;
}

/// The number of tokens of a word of 1 to 15 bytes.
CT_INLINE size_t count_short(
    const ct_model *model, ct_state *state, ct_at p, size_t length, ct_key key) {
  ct_bucket *bucket = state->buckets + (key_hash(key) >> (64 - BUCKET_BITS));
#pragma clang loop unroll(full)
  for (int i = 0; i < 4; i++) {
    if (!same_key(bucket->ways[i], key)) continue;
    size_t count = bucket->ways[i].bytes[15] & 15;
    if (i > 0) {  // what comes often moves to the front, where it is found without a wrong guess
      ct_key moved = bucket->ways[i];
      bucket->ways[i] = bucket->ways[i - 1];
      bucket->ways[i - 1] = moved;
    }
    return count < 15 ? count : merged_count(model, state, p, length);
  }
  return count_new(model, state, p, length, key, bucket);
}

static uint64_t long_hash(ct_at p, size_t length) {
  uint64_t hash = length;
  for (; length >= 8; p += 8, length -= 8) {
    uint64_t word;
    memcpy(&word, p, 8);
    hash = (hash ^ word) * 0xD6E8FEB86659FD93u;
    hash ^= hash >> 29;
  }
  uint64_t word = 0;
  memcpy(&word, p, length);
  return (hash ^ word) * 0x9E3779B97F4A7C15u;
}

static size_t count_long(const ct_model *model, ct_state *state, ct_at p, size_t length) {
  if (length > LONG_MAX) return merged_count(model, state, p, length);
  ct_long_word *set = state->longs + (long_hash(p, length) >> (64 - LONG_BITS)) * 2;
  for (int i = 0; i < 2; i++) {
    if (set[i].length == length && !memcmp(set[i].bytes, p, length)) return set[i].count;
  }
  size_t count = merged_count(model, state, p, length);
  set[1] = set[0];
  set[0].length = (uint8_t)length;
  set[0].count = (uint8_t)count;
  memcpy(set[0].bytes, p, length);
  return count;
}

CT_INLINE ct_key key_at(ct_at p, ct_at end, size_t length) {
  ct_v16 bytes;
  if (end - p >= 16) {
    memcpy(&bytes, p, 16);
  } else {
    uint8_t copy[16] = {0};
    memcpy(copy, p, length);
    memcpy(&bytes, copy, 16);
  }
  return key_of(bytes, length);
}

CT_INLINE size_t count_piece(
    const ct_model *model, ct_state *state, ct_at p, ct_at end, size_t length) {
  if (length > 15) return count_long(model, state, p, length);
  return count_short(model, state, p, length, key_at(p, end, length));
}

/// The length of the ASCII word at `p`, of which 16 bytes are in `bytes`; 0 where the pattern has to
/// be asked: for words that may go on, or that start in another way.
CT_INLINE size_t ascii_word(const ct_model *model, ct_at p, ct_v16 bytes) {
  uint32_t letters = MASK((ct_v16)((bytes | 0x20) - 'a') < 26);
  if (!((letters | (letters >> 1 & model->word_prefix[*p])) & 1)) return 0;
  uint32_t length;
  if (model->cased) {
    uint32_t capitals = MASK((ct_v16)(bytes - 'A') < 26);
    uint32_t start = ~letters & 1;
    uint32_t small = start + (uint32_t)__builtin_ctz(~(capitals >> start));
    length = small + (uint32_t)__builtin_ctz(~((letters & ~capitals) >> small));
  } else {
    length = 1 + (uint32_t)__builtin_ctz(~(letters >> 1));
  }
  if (length > 15 || model->word_stop[p[length]]) return 0;
  return length;
}

size_t ct_count(const ct_model *model, ct_state *state, const uint8_t *text, size_t count) {
  const ct_settings *settings = &model->settings;
  ct_at p = text, end = text + count;
  size_t total = 0;
  size_t ends[CT_MAX_STEPS] = {0};
  ct_state_use(state, model);
  while (p < end) {
    if (end - p >= 16 && model->has_words) {
      ct_v16 bytes;
      memcpy(&bytes, p, 16);
      size_t length = ascii_word(model, p, bytes);
      if (length) {
        total += count_short(model, state, p, length, key_of(bytes, length));
        p += length;
        continue;
      }
    }
    size_t at = (size_t)(p - text);
    size_t length =
        settings->step_count == 1
            ? (size_t)(step_end(settings->steps[0], p, end) - p)
            : ct_piece_end(settings->steps, settings->step_count, text, count, at, ends) - at;
    total += count_piece(model, state, p, end, length);
    p += length;
  }
  state->tokens.count = 0;
  return total;
}

CT_INLINE void encode_piece(
    const ct_model *model, ct_state *state, ct_at p, ct_at end, size_t length) {
  if (length > 15) {
    ct_merge_piece(model, state, p, length);
    return;
  }
  ct_key key = key_at(p, end, length);
  ct_word *set = state->words + (key_hash(key) >> (64 - WORD_BITS + 1)) * 2;
  for (int i = 0; i < 2; i++) {
    if (!same_key(set[i].key, key)) continue;
    unsigned count = set[i].key.bytes[15] & 15;
    for (unsigned j = 0; j < count; j++) ct_push(&state->tokens, set[i].tokens[j]);
    return;
  }
  size_t start = state->tokens.count;
  ct_merge_piece(model, state, p, length);
  size_t count = state->tokens.count - start;
  if (count > 4) return;
  set[1] = set[0];
  key.bytes[15] |= (uint8_t)count;
  set[0].key = key;
  memcpy(set[0].tokens, state->tokens.items + start, count * sizeof(int32_t));
}

const int32_t *ct_encode(
    const ct_model *model, ct_state *state, const uint8_t *text, size_t count, size_t *tokens) {
  const ct_settings *settings = &model->settings;
  ct_at p = text, end = text + count;
  size_t ends[CT_MAX_STEPS] = {0};
  ct_state_use(state, model);
  if (!state->words) {
    size_t size = sizeof(ct_word) << WORD_BITS;
    state->words = aligned_alloc(64, size);
    if (!state->words) abort();
    memset(state->words, 0, size);
  }
  state->tokens.count = 0;
  if (state->tokens.capacity == 0) ct_grow(&state->tokens, 1);
  while (p < end) {
    size_t at = (size_t)(p - text);
    size_t length = ct_piece_end(settings->steps, settings->step_count, text, count, at, ends) - at;
    encode_piece(model, state, p, end, length);
    p += length;
  }
  *tokens = state->tokens.count;
  return state->tokens.items;
}

ct_state *ct_state_new(void) {
  ct_state *state = calloc(1, sizeof *state);
  if (!state) abort();
  state->buckets = aligned_alloc(64, sizeof(ct_bucket) << BUCKET_BITS);
  state->longs = aligned_alloc(64, sizeof(ct_long_word) << (LONG_BITS + 1));
  if (!state->buckets || !state->longs) abort();
  return state;
}

void ct_state_use(ct_state *state, const ct_model *model) {
  if (state->model == model) return;
  state->model = model;
  memset(state->buckets, 0, sizeof(ct_bucket) << BUCKET_BITS);
  memset(state->longs, 0, sizeof(ct_long_word) << (LONG_BITS + 1));
  free(state->words);
  state->words = NULL;
}

void ct_state_free(ct_state *state) {
  free(state->buckets);
  free(state->words);
  free(state->longs);
  free(state->tokens.items);
  free(state->ranks);
  free(state->next);
  free(state->previous);
  free(state->heap);
  free(state);
}
