// Byte pair encoding: text is cut into pieces by a splitting pattern and the pieces are merged into
// tokens. Every function reads exactly the bytes that it is given and needs no padding.
//
// Idea: most pieces are words that have been seen before, so a table from short pieces to their
// tokens, one cache line a probe, answers for them; the merges run only for the rest. Patterns are
// scanners written by hand (Split.h), with a way for ASCII words that finds a word's end, its key in
// the table and its hash from one 16-byte load.
#pragma once
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// The patterns; SplitStep.swift says what each is.
enum {
  ct_digits = 1,  // each character that is a number alone
  ct_gpt2,
  ct_llama3,
  ct_qwen2,
  ct_qwen35,
  ct_cl100k,
  ct_o200k,
  ct_tekken,
  ct_deepseek_digits,
  ct_deepseek_cjk,
  ct_deepseek_text,
  ct_after_space,  // cuts after each space
  ct_before_mark,  // cuts before each run of U+2581
  ct_each_mark,    // cuts before each U+2581
  ct_numbers,      // each \p{N} alone
  ct_step_limit
};
#define CT_MAX_STEPS 8

/// A vocabulary with its merges and pattern; read by any number of threads at once.
typedef struct ct_model ct_model;
/// One thread's tables of words seen and its working memory.
typedef struct ct_state ct_state;
/// The texts of added tokens.
typedef struct ct_finder ct_finder;

/// How the characters of a piece become the tokens that are merged.
typedef struct {
  /// Whether a piece that is a token is taken whole.
  uint8_t whole_pieces;
  /// Whether symbols start as bytes; else as UTF-8 characters.
  uint8_t bytes;
  /// Whether a character without token becomes the tokens `fallback` of its bytes.
  uint8_t falls_back;
  /// Whether neighbouring unknown characters are one unknown token.
  uint8_t fuses_unknown;
  /// The token of what has none; -1: nothing.
  int32_t unknown;
  int32_t fallback[256];
  uint8_t steps[CT_MAX_STEPS];
  uint32_t step_count;
} ct_settings;

/// Makes a model of `count` texts, of which text i is pool[offsets[i]..<offsets[i + 1]] and has the id
/// ids[i]; of equal texts the last counts. Merges are triples (left, right, result), the first learnt
/// first; of equal pairs the last counts. `ranks` says which go first (the lowest; of equal ones the
/// leftmost in the text); NULL: in their order.
ct_model *ct_model_new(
    const uint8_t *pool, const uint32_t *offsets, const int32_t *ids, size_t count,
    const int32_t *merges, const uint32_t *_Nullable ranks, size_t merge_count,
    const ct_settings *settings);
void ct_model_free(ct_model *model);

/// The id of a text; -1 for none.
int32_t ct_lookup(const ct_model *model, const uint8_t *text, size_t count);

ct_state *ct_state_new(void);
void ct_state_free(ct_state *state);

/// How many tokens a text has.
size_t ct_count(const ct_model *model, ct_state *state, const uint8_t *text, size_t count);

/// The tokens of a text, valid until the state is used again.
const int32_t *ct_encode(
    const ct_model *model, ct_state *state, const uint8_t *text, size_t count, size_t *tokens);

/// The end of the piece that starts at `at`, for training and tests; `ends` holds CT_MAX_STEPS
/// numbers that are 0 at the start of a text and are kept from call to call.
size_t ct_piece_end(
    const uint8_t *steps, size_t step_count, const uint8_t *text, size_t count, size_t at,
    size_t *ends);

ct_finder *ct_finder_new(const uint8_t *pool, const uint32_t *offsets, size_t count);
void ct_finder_free(ct_finder *finder);

/// The first occurrence of a text from `from` on, the longest of those that start there: its index,
/// -1 for none.
int32_t ct_find(
    const ct_finder *finder, const uint8_t *text, size_t count, size_t from, size_t *start,
    size_t *end);

/// Whether the character that ends or starts at an offset is one of words (as Rust's \w).
int ct_is_word_before(const uint8_t *text, size_t at);
int ct_is_word_after(const uint8_t *text, size_t count, size_t at);
/// Where the white space that ends at `at` starts, and where that which starts at `at` ends.
size_t ct_space_start(const uint8_t *text, size_t at);
size_t ct_space_end(const uint8_t *text, size_t count, size_t at);

/// Whether a text is surely in normalization form C.
int ct_is_composed(const uint8_t *text, size_t count);
/// A text in normalization form C, to be given to ct_release; bytes that are not UTF-8 are kept.
uint8_t *ct_compose(const uint8_t *text, size_t count, size_t *length);
void ct_release(uint8_t *text);

#pragma clang assume_nonnull end
