#include "CLanguages.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char profiles[] = {
#embed "profiles.bin"
};

uint32_t language_profile_count(void) { return sizeof profiles; }

uint8_t language_profile_byte(uint32_t index) {
  return index < sizeof profiles ? profiles[index] : 0;
}
