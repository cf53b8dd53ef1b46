// The 64-byte vectors that the scans of CBytes and CJSON are written in. A function marked
// CB_DISPATCHED is compiled for several instruction sets and chosen at load time; the vector helpers
// are inlined into it, so they take whatever instructions its clone may use.
#pragma once
#include <stdint.h>
#include <string.h>

#if defined(__x86_64__)
#define CB_DISPATCHED __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CB_DISPATCHED
#endif
#define CB_INLINE static inline __attribute__((always_inline))

typedef uint8_t cb_v64 __attribute__((ext_vector_type(64)));
typedef int8_t cb_s64 __attribute__((ext_vector_type(64)));
typedef _Bool cb_b64 __attribute__((ext_vector_type(64)));

/// One bit a byte, the first byte lowest, where `lanes` (a comparison's result) is set.
#define CB_MASK(lanes) \
  __extension__({ \
    cb_b64 cb_bits = __builtin_convertvector((lanes), cb_b64); \
    uint64_t cb_word; \
    memcpy(&cb_word, &cb_bits, 8); \
    cb_word; \
  })

/// 64 bytes from any address.
#define CB_LOAD(vector, address) memcpy(&(vector), (address), 64)
