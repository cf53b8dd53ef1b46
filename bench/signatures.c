// The MinHash kernels alone: folding, word 5-grams and signatures of texts that lie in memory.
//
//   signatures TEXTS BANDS ROWS      TEXTS: lengths (32 bits, lowest byte first) and bytes in turn
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "../Sources/CBytes/MinHash.c"

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

int main(int count, char **arguments) {
  FILE *file = count == 4 ? fopen(arguments[1], "rb") : NULL;
  if (!file) return 2;
  fseek(file, 0, SEEK_END);
  size_t size = (size_t)ftell(file);
  rewind(file);
  uint8_t *all = malloc(size), *folded = malloc(size);
  uint32_t *shingles = malloc(size * 4);
  if (!all || !folded || !shingles || fread(all, 1, size, file) != size) return 1;
  size_t lanes = ((size_t)atoi(arguments[2]) * (size_t)atoi(arguments[3]) + 15) / 16 * 16;
  uint32_t a[4096], b[4096], minima[4096], sum = 0;
  if (lanes > 4096) return 2;
  for (size_t i = 0; i < lanes; i++) a[i] = (uint32_t)rand() | 1, b[i] = (uint32_t)rand();
  double best = 1e9;
  size_t bytes = 0, texts = 0;
  for (int trial = 0; trial < 5; trial++) {
    double start = now();
    bytes = texts = 0;
    for (size_t at = 0; at + 4 <= size;) {
      uint32_t length;
      memcpy(&length, all + at, 4);
      at += 4;
      size_t kept = cb_fold_for_shingles(all + at, length, 1, folded);
      size_t found = cb_word_shingles(folded, kept, 5, shingles);
      memset(minima, 255, sizeof minima);
      cb_minhash(shingles, found, a, b, lanes, minima);
      sum += minima[0];
      at += length, bytes += length, texts++;
    }
    double seconds = now() - start;
    if (seconds < best) best = seconds;
  }
  printf("%zu texts, %zu permutations: %.3f CPU s, %.0f MB/s (%08x)\n", texts, lanes, best,
         (double)bytes / best / 1e6, sum);
}
