// Added tokens in text: the leftmost, and of those the longest.

#include <stdlib.h>
#include <string.h>

#include "Model.h"
#include "Unicode.h"

struct ct_finder {
  ct_texts texts;
  uint8_t starts[256];    // 1 for first bytes
  uint8_t first[4];       // the first bytes, where there are at most four
  int few;
  uint32_t *lengths[256];  // lengths of the texts with a first byte, the longest first; ends with 0
};

ct_finder *ct_finder_new(const uint8_t *pool, const uint32_t *offsets, size_t count) {
  ct_prepare_unicode();
  ct_finder *finder = calloc(1, sizeof *finder);
  if (!finder) abort();
  ct_texts_make(&finder->texts, pool, offsets, NULL, count);
  int distinct = 0;
  for (size_t i = 0; i < count; i++) {
    uint32_t length = offsets[i + 1] - offsets[i];
    if (!length) continue;
    uint8_t byte = pool[offsets[i]];
    if (!finder->starts[byte]) {
      finder->starts[byte] = 1;
      if (distinct < 4) finder->first[distinct] = byte;
      distinct++;
    }
    uint32_t *lengths = finder->lengths[byte];
    size_t used = 0;
    while (lengths && lengths[used]) used++;
    size_t place = 0;
    while (place < used && lengths[place] > length) place++;
    if (place < used && lengths[place] == length) continue;
    lengths = realloc(lengths, (used + 2) * sizeof *lengths);
    if (!lengths) abort();
    memmove(lengths + place + 1, lengths + place, (used - place) * sizeof *lengths);
    lengths[place] = length;
    lengths[used + 1] = 0;
    finder->lengths[byte] = lengths;
  }
  for (int i = distinct; i < 4; i++) finder->first[i] = finder->first[0];
  finder->few = distinct <= 4;
  return finder;
}

void ct_finder_free(ct_finder *finder) {
  ct_texts_free(&finder->texts);
  for (int byte = 0; byte < 256; byte++) free(finder->lengths[byte]);
  free(finder);
}

typedef uint8_t ct_v32 __attribute__((ext_vector_type(32)));

/// The next byte with which a text starts.
static size_t next_start(const ct_finder *finder, const uint8_t *text, size_t count, size_t at) {
  if (finder->few) {
    const uint8_t *first = finder->first;
    for (; at + 32 <= count; at += 32) {
      ct_v32 bytes;
      memcpy(&bytes, text + at, 32);
      __auto_type found = (bytes == first[0]) | (bytes == first[1]) | (bytes == first[2]) |
                          (bytes == first[3]);
      uint64_t words[4];
      memcpy(words, &found, 32);
      if (words[0] | words[1] | words[2] | words[3]) break;
    }
  }
  while (at < count && !finder->starts[text[at]]) at++;
  return at;
}

int32_t ct_find(
    const ct_finder *finder, const uint8_t *text, size_t count, size_t from, size_t *start,
    size_t *end) {
  for (size_t at = next_start(finder, text, count, from); at < count;
       at = next_start(finder, text, count, at + 1)) {
    for (const uint32_t *length = finder->lengths[text[at]]; *length; length++) {
      if (*length > count - at) continue;
      int32_t index = ct_texts_find(&finder->texts, text + at, *length);
      if (index < 0) continue;
      *start = at;
      *end = at + *length;
      return index;
    }
  }
  return -1;
}
