// Words of a text in a form that survives rewriting: the units in which texts are compared.
#pragma once
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// A word: the hash of its folded bytes, where it stands, and whether it is a number.
typedef struct {
  uint64_t hash;
  uint32_t start, end;
  uint32_t is_number, unused;
} cb_word;

/// Writes the folded words of `text` from `*at` on, at most `capacity` of them, moves `*at` behind
/// what was read and returns how many words were written.
///
/// A word is a run of letters or a run of digits; capitals (ASCII and Latin-1) are folded,
/// punctuation and operators part words and are dropped. An apostrophe between letters and a comma
/// between groups of three digits are passed over. Ideographs are words of one character. LaTeX
/// commands that only set or space text (`\left`, `\dfrac`, `\cdot` …) are dropped.
size_t cb_fold_words(
    const uint8_t *text, size_t count, size_t *at, cb_word *words, size_t capacity);

/// The length of the longest common subsequence of a pattern and a text, by Hyyrö's bit-parallel
/// method (2004): O(count * words) for a pattern of at most 64 * `words` bytes.
///
/// - masks: for each byte value, `words` words with a bit for each place where the pattern has it.
/// - state: `words` words of scratch.
size_t cb_common_subsequence(
    const uint64_t *masks, size_t words, const uint8_t *text, size_t count, uint64_t *state);

#pragma clang assume_nonnull end
