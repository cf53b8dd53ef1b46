#include "Model.h"

#include <stdlib.h>
#include <string.h>

#include "Unicode.h"

static void *allocate(size_t count, size_t size) {
  void *memory = calloc(count ? count : 1, size);
  if (!memory) abort();
  return memory;
}

static uint32_t text_hash(const uint8_t *text, size_t count) {
  uint64_t hash = count * 0x9E3779B97F4A7C15u;
  for (; count >= 8; text += 8, count -= 8) {
    uint64_t word;
    memcpy(&word, text, 8);
    hash = (hash ^ word) * 0xD6E8FEB86659FD93u;
    hash ^= hash >> 32;
  }
  uint64_t word = 0;
  memcpy(&word, text, count);
  hash = (hash ^ word) * 0xD6E8FEB86659FD93u;
  return (uint32_t)(hash >> 32);
}

int32_t ct_texts_find(const ct_texts *texts, const uint8_t *text, size_t count) {
  for (uint32_t slot = text_hash(text, count);; slot++) {
    uint32_t entry = texts->slots[slot & texts->mask];
    if (!entry) return -1;
    uint32_t start = texts->offsets[entry - 1];
    if (texts->offsets[entry] - start == count && !memcmp(texts->pool + start, text, count)) {
      return (int32_t)(entry - 1);
    }
  }
}

void ct_texts_make(
    ct_texts *texts, const uint8_t *pool, const uint32_t *offsets, const int32_t *ids, size_t count) {
  texts->pool = allocate(offsets[count], 1);
  memcpy(texts->pool, pool, offsets[count]);
  texts->offsets = allocate(count + 1, sizeof *offsets);
  memcpy(texts->offsets, offsets, (count + 1) * sizeof *offsets);
  texts->ids = allocate(count, sizeof *ids);
  if (ids) memcpy(texts->ids, ids, count * sizeof *ids);
  uint32_t size = 16;
  while (size < 2 * count) size *= 2;
  texts->slots = allocate(size, sizeof *texts->slots);
  texts->mask = size - 1;
  for (size_t i = 0; i < count; i++) {
    const uint8_t *text = texts->pool + offsets[i];
    size_t length = offsets[i + 1] - offsets[i];
    int32_t same = ct_texts_find(texts, text, length);
    if (same >= 0) {
      texts->ids[same] = texts->ids[i];
      continue;
    }
    uint32_t slot = text_hash(text, length);
    while (texts->slots[slot & texts->mask]) slot++;
    texts->slots[slot & texts->mask] = (uint32_t)i + 1;
  }
}

void ct_texts_free(ct_texts *texts) {
  free(texts->pool);
  free(texts->offsets);
  free(texts->ids);
  free(texts->slots);
}

static void make_merges(
    ct_model *model, const int32_t *merges, const uint32_t *ranks, size_t count) {
  uint64_t size = 16;
  while (size < 2 * count) size *= 2;
  model->merges = allocate(size, sizeof *model->merges);
  model->merge_mask = size - 1;
  for (uint64_t i = 0; i < size; i++) model->merges[i].pair = NO_PAIR;
  for (size_t i = 0; i < count; i++) {
    const int32_t *merge = merges + 3 * i;
    uint64_t pair = (uint64_t)(uint32_t)merge[0] << 32 | (uint32_t)merge[1];
    uint64_t slot = (pair * 0x9E3779B97F4A7C15u) >> 32;
    ct_merge *entry;
    do {
      entry = model->merges + (slot++ & model->merge_mask);
    } while (entry->pair != NO_PAIR && entry->pair != pair);
    *entry = (ct_merge){pair, ranks ? ranks[i] : (uint32_t)i, merge[2]};
  }
}

/// Says of each byte whether it may stand before or after an ASCII word under the last pattern.
static void prepare_words(ct_model *model) {
  const ct_settings *settings = &model->settings;
  uint32_t count = settings->step_count;
  int last = count ? settings->steps[count - 1] : 0;
  int only = count == 1;
  int after_digits = count == 2 && settings->steps[0] == ct_digits;
  int deepseek = count == 3 && settings->steps[0] == ct_deepseek_digits &&
                 settings->steps[1] == ct_deepseek_cjk && last == ct_deepseek_text;
  int plain = last == ct_gpt2 && (only || after_digits);
  int prefixed = only && last >= ct_llama3 && last <= ct_tekken;
  model->has_words = (uint8_t)(plain || prefixed || deepseek);
  model->cased = last == ct_o200k || last == ct_tekken;
  for (int c = 0; c < 256; c++) {
    int is_word = (ct_scalars[c] & CLASS) == UPPER || (ct_scalars[c] & CLASS) == LOWER ||
                  (ct_scalars[c] & CLASS) == NUMBER;
    int prefixes = c < 0x80 && !is_word && c != '\r' && c != '\n' && (c != '\'' || model->cased || deepseek);
    model->word_prefix[c] = (uint8_t)(plain ? c == ' ' : prefixes);
    model->word_stop[c] = c >= 0x80 || (last == ct_o200k && c == '\'');
  }
}

ct_model *ct_model_new(
    const uint8_t *pool, const uint32_t *offsets, const int32_t *ids, size_t count,
    const int32_t *merges, const uint32_t *ranks, size_t merge_count,
    const ct_settings *settings) {
  ct_prepare_unicode();
  ct_model *model = allocate(1, sizeof *model);
  model->settings = *settings;
  ct_texts_make(&model->texts, pool, offsets, ids, count);
  make_merges(model, merges, ranks, merge_count);
  for (int byte = 0; byte < 256; byte++) {
    uint8_t text = (uint8_t)byte;
    model->byte_tokens[byte] = ct_lookup(model, &text, 1);
  }
  prepare_words(model);
  return model;
}

void ct_model_free(ct_model *model) {
  ct_texts_free(&model->texts);
  free(model->merges);
  free(model);
}

int32_t ct_lookup(const ct_model *model, const uint8_t *text, size_t count) {
  int32_t index = ct_texts_find(&model->texts, text, count);
  return index < 0 ? -1 : model->texts.ids[index];
}
