// A vocabulary: texts to ids, pairs of ids to merges.
#pragma once
#include "include/CTokenizers.h"

/// Texts in an open-addressed table.
typedef struct {
  uint8_t *pool;
  uint32_t *offsets;
  int32_t *ids;
  uint32_t *slots;  // an index + 1; 0 for none
  uint32_t mask;
} ct_texts;

void ct_texts_make(
    ct_texts *texts, const uint8_t *pool, const uint32_t *offsets, const int32_t *ids, size_t count);
void ct_texts_free(ct_texts *texts);
/// The index of a text; -1 for none.
int32_t ct_texts_find(const ct_texts *texts, const uint8_t *text, size_t count);

typedef struct {
  uint64_t pair;  // left << 32 | right; NO_PAIR for an empty slot
  uint32_t rank;
  int32_t token;
} ct_merge;

#define NO_PAIR UINT64_MAX
#define NO_RANK UINT32_MAX

struct ct_model {
  ct_texts texts;
  ct_merge *merges;
  uint64_t merge_mask;
  int32_t byte_tokens[256];
  ct_settings settings;
  // What lets ASCII words be found without asking the pattern.
  uint8_t has_words, cased;
  uint8_t word_prefix[256];  // 1 for what may stand before letters
  uint8_t word_stop[256];    // 1 for what may prolong a word after its ASCII letters
};

static inline const ct_merge *ct_find_merge(const ct_model *model, int32_t left, int32_t right) {
  uint64_t pair = (uint64_t)(uint32_t)left << 32 | (uint32_t)right;
  uint64_t slot = (pair * 0x9E3779B97F4A7C15u) >> 32;
  for (;; slot++) {
    const ct_merge *merge = model->merges + (slot & model->merge_mask);
    if (merge->pair == pair) return merge;
    if (merge->pair == NO_PAIR) return 0;
  }
}

/// Appends the tokens of a piece to those of the state.
void ct_merge_piece(const ct_model *model, ct_state *state, const uint8_t *piece, size_t count);
