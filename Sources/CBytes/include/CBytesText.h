// Measures of natural-language text: words, lines, n-grams, scripts, phrases, runs of digits. Each
// function reads exactly `count` bytes and keeps nothing.
#pragma once
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// How many runs of bytes are not ASCII white space.
size_t cb_count_ascii_words(const uint8_t *text, size_t count);

/// Writes where each run of bytes other than ASCII white space starts and ends, and a hash of it.
/// The arrays hold as many elements as `cb_count_ascii_words` says.
void cb_words(
    const uint8_t *text, size_t count, int32_t *starts, int32_t *ends, uint64_t *hashes);

/// A line without white space at its ends.
typedef struct {
  /// Of the whole line, and of the line with its digits left out.
  uint64_t hash, skeleton;
  /// 0 for a blank line; ASCII letters.
  uint32_t bytes, letters;
} cb_line;

/// Writes what each line is. The array holds one element more than there are line feeds. Returns how
/// many it wrote.
size_t cb_lines(const uint8_t *text, size_t count, cb_line *lines);

/// How often n-grams of words come again.
typedef struct {
  /// N-grams that are copies of an earlier one.
  size_t copies;
  /// Occurrences of the commonest n-gram.
  size_t most;
  /// Occurrences in the longest chain of one n-gram, each at most `window` words behind the last.
  size_t chain;
  /// Words and bytes that an n-gram's copy covers, each counted once; 0 bytes without offsets.
  size_t words, bytes;
  /// Bytes of one occurrence of the n-gram that takes most bytes in all, times its occurrences.
  size_t top_bytes;
} cb_repeats;

/// One place of the table that `cb_ngram_repeats` works in.
typedef struct {
  uint64_t hash;
  uint32_t last, count, chain, unused;
} cb_ngram_slot;

/// Whether an n-gram of `n` words may come again: a cheap look ahead of `cb_ngram_repeats`, since most
/// texts repeat none. `tags` are zeros, a power of two of them, more than there are words.
int cb_ngrams_may_repeat(
    const uint64_t *hashes, size_t count, size_t n, uint32_t *tags, size_t tag_count);

/// Counts n-grams of `n` words by the words' hashes.
///
/// `slots` are zeros, a power of two of them, more than there are words. `starts` and `ends`
/// (offsets of the words in bytes) may be null.
void cb_ngram_repeats(
    const uint64_t *hashes, size_t count, size_t n, size_t window, const int32_t *_Nullable starts,
    const int32_t *_Nullable ends, cb_ngram_slot *slots, size_t slot_count, cb_repeats *out);

/// The longest suffix of `hashes` that is at least three copies of one run: how many words it has
/// and how many copies. `z` holds `count` elements.
void cb_loop_tail(
    const uint64_t *hashes, size_t count, uint32_t *z, size_t *words, size_t *repeats);

/// Scalars of well-formed UTF-8 by what they are; white space and ASCII marks are in none.
typedef struct {
  size_t scalars, latin, greek, cyrillic, han, kana, hangul, arabic, hebrew, indic, thai;
  size_t digits;
  /// C0 and C1 controls and DEL, but not white space; U+FFFD; private use; U+FFFE, U+FDD0 …;
  /// direction overrides; invisible ones (U+200B, U+2060, U+FEFF).
  size_t control, replacement, private_use, noncharacter, bidi, invisible;
  /// UTF-8 sequences that were read as Windows-1252 or Latin-1 and written as UTF-8 again.
  size_t mojibake;
  /// Offset of the first scalar that one of the six counts above, or `mojibake`, has; else `count`.
  size_t first_garbage;
} cb_profile;

void cb_text_profile(const uint8_t *text, size_t count, cb_profile *out);

/// Writes each offset at which three bytes, case and other marks folded by `| 0x20`, are in a set;
/// at most `capacity`. The set has 2^15 bits, addressed by `cb_trigram_slot`.
size_t cb_find_trigrams(
    const uint8_t *text, size_t count, const uint64_t *set, uint32_t *offsets, size_t capacity);

/// The bit of a trigram, whose first byte is lowest, in the set of `cb_find_trigrams`.
uint32_t cb_trigram_slot(uint32_t trigram);

/// Writes the ranges that look like a telephone number, a card, an address of a computer: digits
/// with at most two of ` -.()/` between them, 9 digits or more, or three dots or more. At most
/// `capacity`.
size_t cb_find_numbers(
    const uint8_t *text, size_t count, uint32_t *starts, uint32_t *ends, size_t capacity);

#pragma clang assume_nonnull end
