// Integers of fixed size, and loads and stores that need no alignment.
#ifndef BYTES_H
#define BYTES_H

#include <stdint.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "tokens and bits are laid out for little-endian machines");

#define INLINE static inline __attribute__((always_inline))

INLINE u32 load32(const u8 *at) {
    u32 value;
    __builtin_memcpy(&value, at, 4);
    return value;
}

INLINE u64 load64(const u8 *at) {
    u64 value;
    __builtin_memcpy(&value, at, 8);
    return value;
}

INLINE void store64(u8 *at, u64 value) {
    __builtin_memcpy(at, &value, 8);
}

#endif
