#ifndef CLANGUAGES_H
#define CLANGUAGES_H

#include <stdint.h>

// profiles.bin, embedded in the program: the n-gram profiles of 55 languages from langdetect 1.0.9
// (see NOTICE), made by make-profiles.py. Numbers are little-endian, texts are a 16-bit count of
// bytes and UTF-8:
//
//   text      the languages' codes, parted by spaces
//   uint16    how many classes of ideographs follow
//   text ...  the members of each class; the first stands for all
//   uint32    how many n-grams follow, in the order of their code points
//   n-gram    uint8: scalars shared with the one before (high four bits), bytes that follow (low)
//             those bytes, UTF-8
//             uint8: how many languages have it
//             for each: uint8 index of the language, uint8 weight
//
// A weight w stands for w/255 * ln(1 + 20000): the logarithm of how much more often the language has
// the n-gram than smoothing alone gives it.

/// How many bytes there are.
uint32_t language_profile_count(void);

/// One byte; 0 behind the end. Byte by byte, so that the caller needs no pointer.
uint8_t language_profile_byte(uint32_t index);

#endif
