// Scripts and garbage of a text, phrases by their rarest trigram, runs of digits.
#include "include/CBytes.h"
#include "include/CBytesText.h"
#include "include/CBytesVector.h"

// The byte of Windows-1252 that stands for a scalar (Latin-1's for C1 controls, which broken
// decoders leave); 0 for others.
static uint8_t windows_byte(uint32_t scalar) {
  if (scalar >= 0x80 && scalar <= 0xFF) return (uint8_t)scalar;
  switch (scalar) {
    case 0x20AC: return 0x80; case 0x201A: return 0x82; case 0x0192: return 0x83;
    case 0x201E: return 0x84; case 0x2026: return 0x85; case 0x2020: return 0x86;
    case 0x2021: return 0x87; case 0x02C6: return 0x88; case 0x2030: return 0x89;
    case 0x0160: return 0x8A; case 0x2039: return 0x8B; case 0x0152: return 0x8C;
    case 0x017D: return 0x8E; case 0x2018: return 0x91; case 0x2019: return 0x92;
    case 0x201C: return 0x93; case 0x201D: return 0x94; case 0x2022: return 0x95;
    case 0x2013: return 0x96; case 0x2014: return 0x97; case 0x02DC: return 0x98;
    case 0x2122: return 0x99; case 0x0161: return 0x9A; case 0x203A: return 0x9B;
    case 0x0153: return 0x9C; case 0x017E: return 0x9E; case 0x0178: return 0x9F;
    default: return 0;
  }
}

// What is known of the sequence that neighbouring scalars may spell in Windows-1252.
typedef struct {
  size_t end;    // where the last scalar ended
  int missing;   // continuation bytes to come
  uint8_t lead, second;
  int chain;     // complete sequences side by side, of leads that are also common letters
} misread;

// Takes in a scalar and returns how many misread characters are certain with it.
//
// Ã, Â, â, ï and ð before a mark of their own are proof; other leads (Ð, å, é before quotes) are it
// only side by side, since «été»… spells a sequence too.
static size_t misread_step(misread *m, size_t at, size_t length, uint32_t scalar) {
  uint8_t byte = windows_byte(scalar);
  if (at != m->end) m->missing = 0, m->chain = 0;
  m->end = at + length;
  if (m->missing > 0 && byte >= 0x80 && byte <= 0xBF) {
    if (m->second == 0) m->second = byte;
    if (--m->missing > 0) return 0;
    int isProof = m->lead == 0xC2 || m->lead == 0xC3 || m->lead == 0xE2
        || (m->lead == 0xEF && m->second == 0xBB) || (m->lead == 0xF0 && m->second == 0x9F);
    if (isProof) return 1;
    m->chain++;
    return m->chain == 2 ? 2 : m->chain > 2;
  }
  int isLead = byte >= 0xC2 && byte <= 0xF4;
  m->missing = isLead ? 1 + (byte >= 0xE0) + (byte >= 0xF0) : 0;
  m->lead = byte, m->second = 0;
  if (!isLead) m->chain = 0;
  return 0;
}

static void count_script(uint32_t s, cb_profile *out) {
  if (s < 0x250) { if (s >= 0xC0 && s != 0xD7 && s != 0xF7) out->latin++; }
  else if (s >= 0x370 && s < 0x400) out->greek++;
  else if (s >= 0x400 && s < 0x530) out->cyrillic++;
  else if (s >= 0x590 && s < 0x600) out->hebrew++;
  else if ((s >= 0x600 && s < 0x780) || (s >= 0x8A0 && s < 0x900)) out->arabic++;
  else if (s >= 0x900 && s < 0xE00) out->indic++;
  else if (s >= 0xE00 && s < 0xE80) out->thai++;
  else if ((s >= 0x1100 && s < 0x1200) || (s >= 0x3130 && s < 0x3190)) out->hangul++;
  else if (s >= 0x1E00 && s < 0x1F00) out->latin++;
  else if (s >= 0x1F00 && s < 0x2000) out->greek++;
  else if (s >= 0x3041 && s < 0x3100 && s != 0x30FB) out->kana++;
  else if ((s >= 0x3400 && s < 0x4DC0) || (s >= 0x4E00 && s < 0xA000)) out->han++;
  else if (s >= 0xAC00 && s < 0xD7B0) out->hangul++;
  else if (s >= 0xF900 && s < 0xFB00) out->han++;
  else if ((s >= 0xFB50 && s < 0xFDD0) || (s >= 0xFE70 && s < 0xFEFF)) out->arabic++;
  else if (s >= 0x20000 && s < 0x32000) out->han++;
}

// Counts a scalar that is garbage and returns whether it is.
static int count_garbage(uint32_t s, cb_profile *out) {
  if (s < 0xA0 && s != 0x85) return out->control++, 1;
  if (s < 0x200B) return 0;
  if (s == 0x200B || s == 0x2060 || s == 0xFEFF) return out->invisible++, 1;
  if ((s >= 0x202A && s <= 0x202E) || (s >= 0x2066 && s <= 0x2069)) return out->bidi++, 1;
  if (s == 0xFFFD) return out->replacement++, 1;
  if ((s >= 0xE000 && s < 0xF900) || (s >= 0xF0000 && (s & 0xFFFE) != 0xFFFE)) {
    return out->private_use++, 1;
  }
  if ((s & 0xFFFE) == 0xFFFE || (s >= 0xFDD0 && s <= 0xFDEF)) return out->noncharacter++, 1;
  return 0;
}

// The scalar at `p`, whose lead byte is not ASCII; `*length` bytes long, 1 for what is ill-formed.
static uint32_t decode(const uint8_t *p, size_t readable, size_t *length) {
  uint8_t lead = p[0];
  *length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || readable < *length) return *length = 1, 0xFFFD;
  uint32_t scalar = lead & (0x7F >> *length);
  for (size_t i = 1; i < *length; i++) scalar = scalar << 6 | (p[i] & 0x3F);
  return scalar;
}

static void note_garbage(cb_profile *out, size_t at) {
  if (at < out->first_garbage) out->first_garbage = at;
}

// What lies beyond ASCII in a block: `lead` has a bit for each lead byte.
static void beyond_ascii(
    const uint8_t *text, size_t at, size_t count, uint64_t lead, misread *m, cb_profile *out) {
  for (; lead; lead &= lead - 1) {
    size_t begin = at + (size_t)__builtin_ctzll(lead), length;
    uint32_t scalar = decode(text + begin, count - begin, &length);
    size_t wrong = misread_step(m, begin, length, scalar);
    out->mojibake += wrong;
    if (count_garbage(scalar, out) || wrong) note_garbage(out, begin);
    else count_script(scalar, out);
  }
}

CB_DISPATCHED
void cb_text_profile(const uint8_t *text, size_t count, cb_profile *out) {
  memset(out, 0, sizeof *out);
  out->first_garbage = count;
  misread m = {0};
  for (size_t at = 0; at < count; at += 64) {
    size_t valid = count - at < 64 ? count - at : 64;
    cb_v64 v;
    if (valid == 64) {
      CB_LOAD(v, text + at);
    } else {
      uint8_t tail[64];
      memset(tail, 0x20, 64);
      memcpy(tail, text + at, valid);
      memcpy(&v, tail, 64);
      out->scalars -= 64 - valid;
    }
    out->scalars += (size_t)__builtin_popcountll(CB_MASK((cb_s64)v >= (int8_t)-64));
    cb_v64 letter = (v | (uint8_t)0x20) - (uint8_t)'a';
    out->latin += (size_t)__builtin_popcountll(CB_MASK(letter < (uint8_t)26));
    out->digits += (size_t)__builtin_popcountll(CB_MASK((v - (uint8_t)'0') < (uint8_t)10));
    uint64_t space = CB_MASK((v - (uint8_t)9) < (uint8_t)5);
    uint64_t control = CB_MASK((v < (uint8_t)0x20) | (v == (uint8_t)0x7F)) & ~space;
    if (control) {
      out->control += (size_t)__builtin_popcountll(control);
      note_garbage(out, at + (size_t)__builtin_ctzll(control));
    }
    uint64_t lead = CB_MASK(v >= (uint8_t)0xC0);
    if (lead) beyond_ascii(text, at, count, lead, &m, out);
  }
}

CB_INLINE uint32_t slot_of(uint32_t trigram) { return (trigram * 0x9E3779B1u) >> 17; }

uint32_t cb_trigram_slot(uint32_t trigram) { return slot_of((trigram & 0xFFFFFF) | 0x202020); }

CB_INLINE uint64_t has(const uint64_t *set, uint32_t trigram) {
  uint32_t slot = slot_of(trigram);
  return set[slot >> 6] >> (slot & 63) & 1;
}

size_t cb_find_trigrams(
    const uint8_t *text, size_t count, const uint64_t *set, uint32_t *offsets, size_t capacity) {
  size_t found = 0, at = 0;
  for (; at + 8 <= count; at += 6) {  // six trigrams start in the first six of eight bytes
    uint64_t chunk;
    memcpy(&chunk, text + at, 8);
    chunk |= 0x2020202020202020ull;
    uint64_t hits = 0;
    for (int i = 0; i < 6; i++) hits |= has(set, chunk >> (8 * i) & 0xFFFFFF) << i;
    for (; hits; hits &= hits - 1) {
      if (found == capacity) return found;
      offsets[found++] = (uint32_t)(at + (size_t)__builtin_ctzll(hits));
    }
  }
  for (; at + 3 <= count; at++) {
    uint32_t trigram = text[at] | (uint32_t)text[at + 1] << 8 | (uint32_t)text[at + 2] << 16;
    if (!has(set, trigram | 0x202020)) continue;
    if (found == capacity) return found;
    offsets[found++] = (uint32_t)at;
  }
  return found;
}

CB_INLINE int is_digit(uint8_t byte) { return (uint8_t)(byte - '0') < 10; }
CB_INLINE int is_separator(uint8_t byte) {
  return byte == ' ' || byte == '-' || byte == '.' || byte == '(' || byte == ')' || byte == '/';
}

// Takes the run of digits and separators that `at` lies in, from its first digit to its last, and
// returns where the search goes on.
static size_t take_number(
    const uint8_t *text, size_t count, size_t at, size_t least, uint32_t *starts, uint32_t *ends,
    size_t *found) {
  while (at > least && (is_digit(text[at - 1]) || is_separator(text[at - 1]))) at--;
  while (at < count && !is_digit(text[at]) && is_separator(text[at])) at++;
  size_t start = at, last = at, digits = 0, dots = 0, gap = 0;
  for (; at < count; at++) {
    if (is_digit(text[at])) {
      digits++;
      last = at + 1;
      gap = 0;
    } else if (is_separator(text[at]) && gap < 2) {
      gap++;
      dots += text[at] == '.';
    } else {
      break;
    }
  }
  if (digits >= 9 || (digits >= 4 && dots >= 3)) {
    starts[*found] = (uint32_t)start;
    ends[(*found)++] = (uint32_t)last;
  }
  return at > start ? at : start + 1;
}

CB_DISPATCHED
size_t cb_find_numbers(
    const uint8_t *text, size_t count, uint32_t *starts, uint32_t *ends, size_t capacity) {
  size_t found = 0, at = 0, least = 0;
  // A window of 64 bytes, moved by 58: seven neighbours lie wholly in one of them.
  while (at < count && found < capacity) {
    cb_v64 v;
    size_t valid = count - at < 64 ? count - at : 64;
    if (valid == 64) {
      CB_LOAD(v, text + at);
    } else {
      uint8_t tail[64] = {0};
      memcpy(tail, text + at, valid);
      memcpy(&v, tail, 64);
    }
    uint64_t digit = CB_MASK((v - (uint8_t)'0') < (uint8_t)10);
    uint64_t run = digit
        | CB_MASK((v == (uint8_t)' ') | (v == (uint8_t)'-') | (v == (uint8_t)'.')
                  | (v == (uint8_t)'(') | (v == (uint8_t)')') | (v == (uint8_t)'/'));
    run &= run >> 1;
    run &= run >> 2;
    run &= run >> 3;  // bit i: bytes i ..< i + 7
    // Of seven bytes of a number at least three are digits; spaces alone are indentation.
    uint64_t near = digit | digit >> 1 | digit >> 2;
    run &= near;
    if (!run) {
      at += 58;
      continue;
    }
    size_t next = take_number(
        text, count, at + (size_t)__builtin_ctzll(run), least, starts, ends, &found);
    least = next;
    at = next;
  }
  return found;
}
