// Vector scans over bytes. Each function reads exactly `count` bytes and needs no padding; on x86 the
// widest vectors that the processor has are chosen when the program is loaded.
#pragma once
#include <stddef.h>
#include <stdint.h>

#include "CBytesHex.h"
#include "CBytesText.h"
#include "CBytesVector.h"
#include "CBytesMinHash.h"
#include "CBytesRows.h"
#include "CBytesWords.h"

#pragma clang assume_nonnull begin

/// How many bytes equal `byte`.
size_t cb_count_byte(const uint8_t *text, size_t count, uint8_t byte);

/// Writes the offset of each `byte` to `offsets`, at most `capacity` of them, and returns how many it
/// wrote. Where the capacity ran out, the search goes on after the last offset written.
size_t cb_find_bytes(
    const uint8_t *text, size_t count, uint8_t byte, uint32_t *offsets, size_t capacity);

/// How many bytes are not UTF-8 continuation bytes: the scalars of well-formed text.
size_t cb_count_scalars(const uint8_t *text, size_t count);

/// How many runs of bytes are not white space (Unicode's White_Space property; bytes that are not
/// UTF-8 are no white space).
size_t cb_count_words(const uint8_t *text, size_t count);

/// The offset of the first byte that is at or above 0x80; `count` where all are ASCII.
size_t cb_ascii_prefix(const uint8_t *text, size_t count);

/// The offset at which the first ill-formed UTF-8 sequence starts; `count` for well-formed text.
size_t cb_validate_utf8(const uint8_t *text, size_t count);

/// The offset of the first or last `byte`, or of the first `needle`; `count` where there is none.
size_t cb_find_first(const uint8_t *text, size_t count, uint8_t byte);
size_t cb_find_last(const uint8_t *text, size_t count, uint8_t byte);
size_t cb_find(const uint8_t *text, size_t count, const uint8_t *needle, size_t length);

/// Reads 16 hexadecimal digits, the highest first; 0 where another byte is among them.
int cb_parse_hex64(const uint8_t *text, uint64_t *value);

/// The processors that this process may run on; 0 where the system does not say.
int cb_processors(void);

#pragma clang assume_nonnull end
