// Sennrich et al. 2016 (https://arxiv.org/abs/1508.07909): again and again the pair that was learnt
// first is joined, the leftmost one of several.

#include <stdlib.h>
#include <string.h>

#include "State.h"
#include "Unicode.h"

void ct_grow(ct_tokens *tokens, size_t room) {
  size_t capacity = tokens->capacity * 2 + room + 64;
  tokens->items = realloc(tokens->items, capacity * sizeof *tokens->items);
  if (!tokens->items) abort();
  tokens->capacity = capacity;
}

/// Appends one token a byte or character.
static void start_symbols(const ct_model *model, ct_tokens *out, const uint8_t *p, size_t count) {
  const ct_settings *settings = &model->settings;
  const uint8_t *end = p + count;
  int pending = 0;  // an unknown token that may go on
  while (p < end) {
    unsigned length = 1;
    int32_t token;
    if (settings->bytes) {
      token = model->byte_tokens[*p];
    } else {
      decode(p, end, &length);
      token = ct_lookup(model, p, length);
    }
    int falls_back = token < 0 && settings->falls_back;
    for (unsigned i = 0; i < length && falls_back; i++) falls_back = settings->fallback[p[i]] >= 0;
    if (token >= 0) {
      if (pending) ct_push(out, settings->unknown);
      pending = 0;
      ct_push(out, token);
    } else if (falls_back) {
      // An unknown token that is pending comes after these, as in `tokenizers`.
      for (unsigned i = 0; i < length; i++) ct_push(out, settings->fallback[p[i]]);
    } else if (settings->unknown >= 0) {
      if (pending && !settings->fuses_unknown) ct_push(out, settings->unknown);
      pending = 1;
    }
    p += length;
  }
  if (pending) ct_push(out, settings->unknown);
}

/// O(n²), the faster one for words: returns how many symbols are left.
static size_t merge_by_scan(const ct_model *model, int32_t *symbols, size_t count) {
  uint32_t ranks[64];
  int32_t joined[64];
  if (count < 2) return count;
#define LOOK(i) \
  do { \
    const ct_merge *merge = ct_find_merge(model, symbols[i], symbols[(i) + 1]); \
    ranks[i] = merge ? merge->rank : NO_RANK; \
    if (merge) joined[i] = merge->token; \
  } while (0)
  for (size_t i = 0; i + 1 < count; i++) LOOK(i);
  for (;;) {
    size_t best = 0;
    for (size_t i = 1; i + 1 < count; i++) {
      if (ranks[i] < ranks[best]) best = i;
    }
    if (ranks[best] == NO_RANK) return count;
    symbols[best] = joined[best];
    count--;
    memmove(symbols + best + 1, symbols + best + 2, (count - best - 1) * sizeof *symbols);
    if (count < 2) return count;
    memmove(ranks + best, ranks + best + 1, (count - best - 1) * sizeof *ranks);
    memmove(joined + best, joined + best + 1, (count - best - 1) * sizeof *joined);
    if (best + 1 < count) LOOK(best);
    if (best > 0) LOOK(best - 1);
  }
#undef LOOK
}

static void reserve(ct_state *state, size_t count) {
  if (state->capacity >= count) return;
  size_t capacity = count + count / 2;
  free(state->ranks);
  free(state->next);
  free(state->previous);
  free(state->heap);
  state->ranks = malloc(capacity * sizeof *state->ranks);
  state->next = malloc(capacity * sizeof *state->next);
  state->previous = malloc(capacity * sizeof *state->previous);
  // Each join takes one place out and puts two in, so three entries a symbol are enough.
  state->heap = malloc(3 * capacity * sizeof *state->heap);
  if (!state->ranks || !state->next || !state->previous || !state->heap) abort();
  state->capacity = capacity;
}

static void sift_up(uint64_t *heap, size_t child) {
  uint64_t entry = heap[child];
  while (child > 0 && entry < heap[(child - 1) / 2]) {
    heap[child] = heap[(child - 1) / 2];
    child = (child - 1) / 2;
  }
  heap[child] = entry;
}

static void sift_down(uint64_t *heap, size_t count, size_t parent) {
  uint64_t entry = heap[parent];
  for (;;) {
    size_t child = 2 * parent + 1;
    if (child >= count) break;
    if (child + 1 < count && heap[child + 1] < heap[child]) child++;
    if (entry <= heap[child]) break;
    heap[parent] = heap[child];
    parent = child;
  }
  heap[parent] = entry;
}

/// O(n log n), for text without spaces, of which a hostile file may hold megabytes.
static size_t merge_by_heap(
    const ct_model *model, ct_state *state, int32_t *symbols, size_t count) {
  reserve(state, count);
  uint32_t *ranks = state->ranks, *next = state->next, *previous = state->previous;
  uint64_t *heap = state->heap;  // rank << 32 | place
  size_t waiting = 0;
  for (size_t i = 0; i < count; i++) {
    next[i] = (uint32_t)i + 1;
    previous[i] = (uint32_t)i - 1;
    const ct_merge *merge = i + 1 < count ? ct_find_merge(model, symbols[i], symbols[i + 1]) : NULL;
    ranks[i] = merge ? merge->rank : NO_RANK;
    if (merge) heap[waiting++] = (uint64_t)merge->rank << 32 | i;
  }
  for (size_t i = waiting / 2; i-- > 0;) sift_down(heap, waiting, i);
  while (waiting > 0) {
    uint64_t top = heap[0];
    heap[0] = heap[--waiting];
    if (waiting) sift_down(heap, waiting, 0);
    uint32_t left = (uint32_t)top;
    // An entry is stale once its pair has changed; a symbol that was joined to another has no rank.
    if (ranks[left] != top >> 32) continue;
    uint32_t right = next[left];
    symbols[left] = ct_find_merge(model, symbols[left], symbols[right])->token;
    ranks[right] = NO_RANK;
    symbols[right] = -1;
    next[left] = next[right];
    if (next[left] < count) previous[next[left]] = left;
    uint32_t places[2] = {previous[left], left};
    for (int i = left == 0; i < 2; i++) {
      uint32_t place = places[i], after = next[place];
      const ct_merge *merge =
          after < count ? ct_find_merge(model, symbols[place], symbols[after]) : NULL;
      ranks[place] = merge ? merge->rank : NO_RANK;
      if (!merge) continue;
      heap[waiting] = (uint64_t)merge->rank << 32 | place;
      sift_up(heap, waiting++);
    }
  }
  size_t out = 0;
  for (size_t i = 0; i < count; i = next[i]) symbols[out++] = symbols[i];
  return out;
}

void ct_merge_piece(const ct_model *model, ct_state *state, const uint8_t *piece, size_t count) {
  ct_tokens *tokens = &state->tokens;
  if (model->settings.whole_pieces) {
    int32_t whole = ct_lookup(model, piece, count);
    if (whole >= 0) {
      ct_push(tokens, whole);
      return;
    }
  }
  size_t start = tokens->count;
  if (tokens->capacity - start < 2 * count) ct_grow(tokens, 2 * count);
  start_symbols(model, tokens, piece, count);
  int32_t *symbols = tokens->items + start;
  size_t symbol_count = tokens->count - start;
  tokens->count = start + (symbol_count <= 64 ? merge_by_scan(model, symbols, symbol_count)
                                              : merge_by_heap(model, state, symbols, symbol_count));
}
