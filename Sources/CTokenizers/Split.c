#include "Split.h"

size_t ct_piece_end(
    const uint8_t *steps, size_t step_count, const uint8_t *text, size_t count, size_t at,
    size_t *ends) {
  ct_prepare_unicode();
  size_t end = count;
  // Each step cuts the pieces of the one before, so where one ends, all later ones have ended too.
  for (size_t i = 0; i < step_count; i++) {
    if (at >= ends[i]) ends[i] = (size_t)(step_end(steps[i], text + at, text + end) - text);
    end = ends[i];
  }
  return end;
}
