#include "Unicode.h"

#include <pthread.h>
#include <stdlib.h>

#include "include/CTokenizers.h"
#include "unicode.inc"

uint8_t ct_scalars[0x110000];

static void fill(void) {
  size_t count = sizeof class_runs / sizeof *class_runs;
  for (size_t i = 0; i < count; i++) {
    uint32_t end = i + 1 < count ? class_runs[i + 1] >> 8 : 0x110000;
    for (uint32_t c = class_runs[i] >> 8; c < end; c++) ct_scalars[c] = (uint8_t)class_runs[i];
  }
}

void ct_prepare_unicode(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, fill);
}

/// Where the character that ends at `at` starts.
static size_t character_start(const uint8_t *text, size_t at) {
  for (size_t back = 1; back <= 4 && back <= at; back++) {
    unsigned length;
    decode(text + at - back, text + at, &length);
    if (length == back && (text[at - back] & 0xC0) != 0x80) return at - back;
  }
  return at - 1;
}

int ct_is_word_before(const uint8_t *text, size_t at) {
  if (at == 0) return 0;
  unsigned length;
  return (flags_at(text + character_start(text, at), text + at, &length) & WORD) != 0;
}

int ct_is_word_after(const uint8_t *text, size_t count, size_t at) {
  unsigned length;
  return at < count && (flags_at(text + at, text + count, &length) & WORD) != 0;
}

size_t ct_space_start(const uint8_t *text, size_t at) {
  while (at > 0) {
    size_t start = character_start(text, at);
    unsigned length;
    if (!(set_at(text + start, text + at, &length) & SPACES)) break;
    at = start;
  }
  return at;
}

size_t ct_space_end(const uint8_t *text, size_t count, size_t at) {
  while (at < count) {
    unsigned length;
    if (!(set_at(text + at, text + count, &length) & SPACES)) break;
    at += length;
  }
  return at;
}

// Normalization form C (Unicode Standard Annex 15): decompose, order the marks, compose.

static uint8_t order_of[0x110000 / 64][64];  // canonical combining classes
static uint32_t composed_first[0x10000];     // hash of a pair to an index of `decompositions`, + 1

enum { DECOMPOSITIONS = sizeof decompositions / sizeof *decompositions / 3, RAW = 0x200000 };
#define ORDER(c) ((c) < 0x110000 ? order_of[(c) / 64][(c) % 64] : 0)

static uint32_t pair_hash(uint32_t a, uint32_t b) { return (a * 0x9E3779B1u ^ b * 0x85EBCA77u) >> 16; }

static void fill_normalization(void) {
  ct_prepare_unicode();
  size_t count = sizeof order_runs / sizeof *order_runs;
  for (size_t i = 0; i < count; i++) {
    uint32_t end = i + 1 < count ? order_runs[i + 1] >> 8 : 0x110000;
    for (uint32_t c = order_runs[i] >> 8; c < end; c++) {
      order_of[c / 64][c % 64] = (uint8_t)order_runs[i];
    }
  }
  for (uint32_t i = 0; i < DECOMPOSITIONS; i++) {
    const uint32_t *entry = decompositions + 3 * i;
    if (!(entry[2] >> 31)) continue;
    uint32_t slot = pair_hash(entry[1], entry[2] & 0x7FFFFFFF);
    while (composed_first[slot]) slot = (slot + 1) & 0xFFFF;
    composed_first[slot] = i + 1;
  }
}

static void prepare_normalization(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, fill_normalization);
}

int ct_is_composed(const uint8_t *text, size_t count) {
  ct_prepare_unicode();
  const uint8_t *p = text, *end = text + count;
  while (p < end) {
    while (end - p >= 8) {
      uint64_t word;
      __builtin_memcpy(&word, p, 8);
      if (word & 0x8080808080808080u) break;
      p += 8;
    }
    if (p == end) break;
    // Below U+0300 all is composed, and leading bytes below 0xCC are below it.
    if (*p < 0xCC) {
      p++;
      continue;
    }
    unsigned length;
    if (flags_at(p, end, &length) & COMPOSING) return 0;
    p += length;
  }
  return 1;
}

typedef struct {
  uint32_t *scalars;
  uint8_t *orders;
  size_t count, capacity;
} scalar_list;

static void push(scalar_list *list, uint32_t c) {
  if (list->count == list->capacity) {
    list->capacity = list->capacity * 2 + 64;
    list->scalars = realloc(list->scalars, list->capacity * sizeof *list->scalars);
    list->orders = realloc(list->orders, list->capacity);
    if (!list->scalars || !list->orders) abort();
  }
  list->scalars[list->count] = c;
  list->orders[list->count++] = ORDER(c);
}

static const uint32_t *decomposition(uint32_t c) {
  size_t low = 0, high = DECOMPOSITIONS;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (decompositions[3 * middle] < c) low = middle + 1; else high = middle;
  }
  return low < DECOMPOSITIONS && decompositions[3 * low] == c ? decompositions + 3 * low : NULL;
}

static void decompose(scalar_list *list, uint32_t c) {
  if (c >= 0xAC00 && c < 0xAC00 + 11172) {  // Hangul, by arithmetic
    uint32_t s = c - 0xAC00;
    push(list, 0x1100 + s / 588);
    push(list, 0x1161 + s % 588 / 28);
    if (s % 28) push(list, 0x11A7 + s % 28);
    return;
  }
  const uint32_t *entry = c < 0xC0 || c >= 0x110000 ? NULL : decomposition(c);
  if (!entry) {
    push(list, c);
    return;
  }
  decompose(list, entry[1]);
  if (entry[2] & 0x7FFFFFFF) decompose(list, entry[2] & 0x7FFFFFFF);
}

/// Sorts the marks of a run by class, those of one class in their order.
static void order_marks(scalar_list *list, size_t start, size_t end) {
  if (end - start < 2) return;
  uint32_t places[257] = {0};
  for (size_t i = start; i < end; i++) places[list->orders[i] + 1]++;
  for (int i = 0; i < 256; i++) places[i + 1] += places[i];
  size_t count = end - start;
  uint32_t *scalars = malloc(count * sizeof *scalars);
  if (!scalars) abort();
  for (size_t i = start; i < end; i++) scalars[places[list->orders[i]]++] = list->scalars[i];
  for (size_t i = 0; i < count; i++) {
    list->scalars[start + i] = scalars[i];
    list->orders[start + i] = ORDER(scalars[i]);
  }
  free(scalars);
}

/// The scalar that a pair composes to; 0 for none.
static uint32_t composition(uint32_t a, uint32_t b) {
  if (a >= 0x1100 && a < 0x1113 && b >= 0x1161 && b < 0x1176) {
    return 0xAC00 + ((a - 0x1100) * 21 + b - 0x1161) * 28;
  }
  if (a >= 0xAC00 && a < 0xAC00 + 11172 && (a - 0xAC00) % 28 == 0 && b > 0x11A7 && b < 0x11C3) {
    return a + b - 0x11A7;
  }
  for (uint32_t slot = pair_hash(a, b); composed_first[slot]; slot = (slot + 1) & 0xFFFF) {
    const uint32_t *entry = decompositions + 3 * (composed_first[slot] - 1);
    if (entry[1] == a && (entry[2] & 0x7FFFFFFF) == b) return entry[0];
  }
  return 0;
}

static void compose(scalar_list *list) {
  size_t out = 0, starter = SIZE_MAX;
  int last = -1;  // the class of the mark before, of those that stayed
  for (size_t i = 0; i < list->count; i++) {
    uint32_t c = list->scalars[i];
    int order = list->orders[i];
    if (starter != SIZE_MAX && (last < order || last == -1)) {
      uint32_t whole = composition(list->scalars[starter], c);
      if (whole) {
        list->scalars[starter] = whole;
        continue;
      }
    }
    if (order == 0) {
      starter = out;
      last = -1;
    } else {
      last = order;
    }
    list->scalars[out++] = c;
  }
  list->count = out;
}

static size_t encode_scalar(uint32_t c, uint8_t *out) {
  if (c >= RAW) {
    out[0] = (uint8_t)(c - RAW);
    return 1;
  }
  if (c < 0x80) {
    out[0] = (uint8_t)c;
    return 1;
  }
  if (c < 0x800) {
    out[0] = (uint8_t)(0xC0 | c >> 6);
    out[1] = (uint8_t)(0x80 | (c & 0x3F));
    return 2;
  }
  if (c < 0x10000) {
    out[0] = (uint8_t)(0xE0 | c >> 12);
    out[1] = (uint8_t)(0x80 | (c >> 6 & 0x3F));
    out[2] = (uint8_t)(0x80 | (c & 0x3F));
    return 3;
  }
  out[0] = (uint8_t)(0xF0 | c >> 18);
  out[1] = (uint8_t)(0x80 | (c >> 12 & 0x3F));
  out[2] = (uint8_t)(0x80 | (c >> 6 & 0x3F));
  out[3] = (uint8_t)(0x80 | (c & 0x3F));
  return 4;
}

uint8_t *ct_compose(const uint8_t *text, size_t count, size_t *length) {
  prepare_normalization();
  scalar_list list = {0};
  const uint8_t *end = text + count;
  for (const uint8_t *p = text; p < end;) {
    unsigned step;
    uint32_t c = decode(p, end, &step);
    decompose(&list, c == INVALID ? RAW + *p : c);
    p += step;
  }
  for (size_t i = 0; i < list.count; i++) {
    if (!list.orders[i]) continue;
    size_t start = i;
    while (i < list.count && list.orders[i]) i++;
    order_marks(&list, start, i);
  }
  compose(&list);
  uint8_t *out = malloc(list.count * 4 + 1);
  if (!out) abort();
  *length = 0;
  for (size_t i = 0; i < list.count; i++) *length += encode_scalar(list.scalars[i], out + *length);
  free(list.scalars);
  free(list.orders);
  return out;
}

void ct_release(uint8_t *text) { free(text); }
