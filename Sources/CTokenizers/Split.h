// The published splitting patterns as scanners: each takes where a piece starts and returns where it
// ends. All are tried at the start of a piece only, so none looks back.
#pragma once
#include "Unicode.h"
#include "include/CTokenizers.h"

typedef const uint8_t *ct_at;

CT_INLINE ct_at run_of(ct_at p, ct_at end, unsigned set) {
  unsigned length;
  while (p < end && set_at(p, end, &length) & set) p += length;
  return p;
}

/// At most `limit` characters of a set.
CT_INLINE ct_at run_up_to(ct_at p, ct_at end, unsigned set, int limit) {
  unsigned length;
  for (int i = 0; i < limit && p < end && set_at(p, end, &length) & set; i++) p += length;
  return p;
}

/// 's|'t|'re|'ve|'m|'ll|'d, and with `folds` in any case: the end, NULL for none. Under Unicode's
/// folding U+017F is an s.
CT_INLINE ct_at contraction(ct_at p, ct_at end, int folds) {
  if (*p != '\'' || end - p < 2) return NULL;
  unsigned a = p[1], b = end - p > 2 ? p[2] : 0;
  if (folds) {
    if (a == 0xC5 && b == 0xBF) return p + 3;
    if (a >= 'A' && a <= 'Z') a |= 0x20;
    if (b >= 'A' && b <= 'Z') b |= 0x20;
  }
  if (a == 's' || a == 't' || a == 'm' || a == 'd') return p + 2;
  if ((a == 'r' && b == 'e') || (a == 'v' && b == 'e') || (a == 'l' && b == 'l')) return p + 3;
  return NULL;
}

/// \s+(?!\S)|\s+ for the run of white space [p, e): all of it at the end of the text, else all but the
/// last character, which belongs to what follows; a single one is a piece.
CT_INLINE ct_at space_end(ct_at p, ct_at e, ct_at end) {
  if (e == end) return e;
  ct_at last = e - 1;
  while (last > p && (*last & 0xC0) == 0x80) last--;
  return last > p ? last : e;
}

/// \s*[\r\n]+|\s+(?!\S)|\s+, with `whole_end` after \s++$.
CT_INLINE ct_at space_or_lines_end(ct_at p, ct_at end, int whole_end) {
  ct_at e = run_of(p, end, SPACES);
  if (whole_end && e == end) return e;
  for (ct_at q = e; q > p; q--) {
    if (q[-1] == '\n' || q[-1] == '\r') return q;
  }
  return space_end(p, e, end);
}

/// 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
CT_INLINE ct_at gpt2_end(ct_at p, ct_at end) {
  ct_at found = contraction(p, end, 0);
  if (found) return found;
  unsigned length;
  ct_at q = *p == ' ' && p + 1 < end ? p + 1 : p;
  unsigned set = set_at(q, end, &length);
  if (set & SPACES) return space_end(p, run_of(p, end, SPACES), end);
  unsigned kind = set & LETTERS ? LETTERS : set & NUMBERS ? NUMBERS : ALL & ~(SPACES | LETTERS | NUMBERS);
  return run_of(q + length, end, kind);
}

/// [^\r\n\p{L}\p{N}] before one of `letters`: where the letters start, NULL for neither.
CT_INLINE ct_at letters_start(ct_at p, ct_at end, unsigned letters) {
  unsigned length;
  unsigned set = set_at(p, end, &length);
  if (set & letters) return p;
  if (set & (LETTERS | NUMBERS) || *p == '\r' || *p == '\n' || p + length >= end) return NULL;
  unsigned next;
  return set_at(p + length, end, &next) & letters ? p + length : NULL;
}

/// What llama3, qwen2, qwen35 and cl100k share:
/// (?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,digits}| ?[^\s\p{L}\p{N}]+[\r\n]*
/// |\s*[\r\n]+|\s+(?!\S)|\s+, where `letters` may have marks too.
CT_INLINE ct_at words_end(ct_at p, ct_at end, unsigned letters, int digits, int whole_end) {
  ct_at found = contraction(p, end, 1);
  if (found) return found;
  ct_at start = letters_start(p, end, letters);
  if (start) return run_of(start, end, letters);
  unsigned length;
  unsigned set = set_at(p, end, &length);
  if (set & NUMBERS) return run_up_to(p + length, end, NUMBERS, digits - 1);
  unsigned others = ALL & ~(SPACES | LETTERS | NUMBERS | letters);
  ct_at q = *p == ' ' && p + 1 < end ? p + 1 : p;
  if (set_at(q, end, &length) & others) {
    q = run_of(q + length, end, others);
    while (q < end && (*q == '\r' || *q == '\n')) q++;
    return q;
  }
  return space_or_lines_end(p, end, whole_end);
}

/// [\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+ from p: the end, NULL for none.
CT_INLINE ct_at cased_end(ct_at p, ct_at end) {
  const unsigned high = SET(UPPER) | SET(LETTER) | MARKS, low = SET(LOWER) | SET(LETTER) | MARKS;
  unsigned length;
  ct_at last = NULL;  // the end of the last one that is in both, to which the first part gives way
  ct_at q = p;
  while (q < end) {
    unsigned set = set_at(q, end, &length);
    if (!(set & high)) break;
    q += length;
    if (set & low) last = q;
  }
  if (q < end && set_at(q, end, &length) & low) return run_of(q + length, end, low);
  return last;
}

/// The same with + and *: capitals alone are enough.
CT_INLINE ct_at capitals_end(ct_at p, ct_at end) {
  const unsigned high = SET(UPPER) | SET(LETTER) | MARKS, low = SET(LOWER) | SET(LETTER) | MARKS;
  ct_at q = run_of(p, end, high);
  return q > p ? run_of(q, end, low) : NULL;
}

/// What o200k and tekken share: words by case, with an optional character before and, with
/// `contractions`, one after; |\p{N}{1,digits}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+
CT_INLINE ct_at cased_words_end(ct_at p, ct_at end, int digits, int contractions) {
  unsigned length;
  unsigned set = set_at(p, end, &length);
  int prefix = !(set & (LETTERS | NUMBERS)) && *p != '\r' && *p != '\n' && p + length < end;
  ct_at found = prefix ? cased_end(p + length, end) : NULL;
  if (!found && set & (LETTERS | MARKS)) found = cased_end(p, end);
  if (!found && prefix) found = capitals_end(p + length, end);
  if (!found && set & (LETTERS | MARKS)) found = capitals_end(p, end);
  if (found) {
    ct_at tail = contractions && found < end ? contraction(found, end, 1) : NULL;
    return tail ? tail : found;
  }
  if (set & NUMBERS) return run_up_to(p + length, end, NUMBERS, digits - 1);
  unsigned others = ALL & ~(SPACES | LETTERS | NUMBERS);
  ct_at q = *p == ' ' && p + 1 < end ? p + 1 : p;
  if (set_at(q, end, &length) & others) {
    q = run_of(q + length, end, others);
    while (q < end && (*q == '\r' || *q == '\n' || *q == '/')) q++;
    return q;
  }
  return space_or_lines_end(p, end, 0);
}

/// Each digit alone; what is between digits is a piece.
CT_INLINE ct_at digits_end(ct_at p, ct_at end) {
  unsigned length;
  if (flags_at(p, end, &length) & DIGIT) return p + length;
  do {
    p += length;
  } while (p < end && !(flags_at(p, end, &length) & DIGIT));
  return p;
}

/// \p{N}{1,3} and what is between.
CT_INLINE ct_at deepseek_digits_end(ct_at p, ct_at end) {
  unsigned length;
  if (set_at(p, end, &length) & NUMBERS) return run_up_to(p, end, NUMBERS, 3);
  return run_of(p, end, ALL & ~NUMBERS);
}

CT_INLINE int is_cjk(ct_at p, ct_at end, unsigned *length) {
  uint32_t c = decode(p, end, length);
  return (c >= 0x4E00 && c <= 0x9FA5) || (c >= 0x3040 && c <= 0x30FF);
}

/// [一-龥぀-ゟ゠-ヿ]+ and what is between.
CT_INLINE ct_at deepseek_cjk_end(ct_at p, ct_at end) {
  unsigned length;
  int kind = is_cjk(p, end, &length);
  do {
    p += length;
  } while (p < end && is_cjk(p, end, &length) == kind);
  return p;
}

CT_INLINE int is_ascii_letter(uint8_t c) { return (uint8_t)((c | 0x20) - 'a') < 26; }

/// [!-/:-~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)
/// |\s+ at p: the end, NULL for none.
CT_INLINE ct_at deepseek_match(ct_at p, ct_at end) {
  unsigned length, next;
  unsigned set = set_at(p, end, &length);
  if (*p < 0x80 && set & PUNCTUATIONS && p + 1 < end && is_ascii_letter(p[1])) {
    for (p++; p < end && is_ascii_letter(*p);) p++;
    return p;
  }
  if (set & (LETTERS | MARKS)) return run_of(p, end, LETTERS | MARKS);
  if (!(set & PUNCTUATIONS) && *p != '\r' && *p != '\n' && p + length < end &&
      set_at(p + length, end, &next) & (LETTERS | MARKS)) {
    return run_of(p + length, end, LETTERS | MARKS);
  }
  ct_at q = *p == ' ' && p + 1 < end ? p + 1 : p;
  if (set_at(q, end, &next) & PUNCTUATIONS) {
    q = run_of(q, end, PUNCTUATIONS);
    while (q < end && (*q == '\r' || *q == '\n')) q++;
    return q;
  }
  return set & SPACES ? space_or_lines_end(p, end, 0) : NULL;
}

CT_INLINE ct_at deepseek_text_end(ct_at p, ct_at end) {
  ct_at found = deepseek_match(p, end);
  if (found) return found;
  do {
    unsigned length;
    set_at(p, end, &length);
    p += length;
  } while (p < end && !deepseek_match(p, end));
  return p;
}

CT_INLINE ct_at after_space_end(ct_at p, ct_at end) {
  ct_at space = __builtin_memchr(p, ' ', (size_t)(end - p));
  return space ? space + 1 : end;
}

CT_INLINE int is_mark(ct_at p, ct_at end) {
  return end - p >= 3 && p[0] == 0xE2 && p[1] == 0x96 && p[2] == 0x81;
}

/// Cuts before each U+2581 that does not follow another.
CT_INLINE ct_at before_mark_end(ct_at p, ct_at end) {
  while (is_mark(p, end)) p += 3;
  while (p < end && !is_mark(p, end)) p++;
  return p;
}

/// Cuts before each U+2581.
CT_INLINE ct_at each_mark_end(ct_at p, ct_at end) {
  do {
    p++;
  } while (p < end && !is_mark(p, end));
  return p;
}

/// \p{N} and what is between.
CT_INLINE ct_at numbers_end(ct_at p, ct_at end) {
  unsigned length;
  if (set_at(p, end, &length) & NUMBERS) return p + length;
  return run_of(p, end, ALL & ~NUMBERS);
}

/// The end of the piece at p of one pattern.
CT_INLINE ct_at step_end(int step, ct_at p, ct_at end) {
  switch (step) {
    case ct_digits: return digits_end(p, end);
    case ct_gpt2: return gpt2_end(p, end);
    case ct_llama3: return words_end(p, end, LETTERS, 3, 0);
    case ct_qwen2: return words_end(p, end, LETTERS, 1, 0);
    case ct_qwen35: return words_end(p, end, LETTERS | MARKS, 1, 0);
    case ct_cl100k: return words_end(p, end, LETTERS, 3, 1);
    case ct_o200k: return cased_words_end(p, end, 3, 1);
    case ct_tekken: return cased_words_end(p, end, 1, 0);
    case ct_deepseek_digits: return deepseek_digits_end(p, end);
    case ct_deepseek_cjk: return deepseek_cjk_end(p, end);
    case ct_deepseek_text: return deepseek_text_end(p, end);
    case ct_after_space: return after_space_end(p, end);
    case ct_before_mark: return before_mark_end(p, end);
    case ct_each_mark: return each_mark_end(p, end);
    case ct_numbers: return numbers_end(p, end);
    default: return end;
  }
}
