// What the matcher finds: literals and matches as 32-bit tokens, and how often each symbol occurs.
//
// A token has two parts, so that one lookup in each of two tables writes it: a pair of literals, or a literal alone, or
// a match's length and distance.
//
//   bits 0-9    first part: a literal (0-255), or 256 + the length of a match
//   bits 10-18  second part: a distance symbol (0-29), NOTHING, or SECOND_LITERAL + a literal
//   bits 19-31  the extra bits of the distance
#ifndef TOKENS_H
#define TOKENS_H

#include "bytes.h"

typedef u32 token;

#define MAX_MATCH 258
#define LENGTH_BASE 256
#define NOTHING 31
#define SECOND_LITERAL 32
#define FIRST_PARTS (LENGTH_BASE + MAX_MATCH + 1)
#define SECOND_PARTS (SECOND_LITERAL + 256)

#define END_OF_BLOCK 256
#define LITERAL_SYMBOLS 286
#define DISTANCE_SYMBOLS 30

INLINE u32 first_part(token t) { return t & 1023; }
INLINE u32 second_part(token t) { return t >> 10 & 511; }
INLINE u32 distance_extra(token t) { return t >> 19; }

// Stands where there is no token yet.
#define NO_PAIR ((token)NOTHING << 10)
INLINE u32 is_pair(token t) { return second_part(t) >= SECOND_LITERAL; }

// Literals are counted apart by their place in a pair: two additions to one counter in a row wait for each other.
static struct {
    u32 first_literal[256];
    u32 second_literal[256];
    u32 length[MAX_MATCH + 1];
    u32 distance[SECOND_LITERAL];
} counts;

INLINE token literal_pair(u32 first, u32 second) {
    counts.first_literal[first]++;
    counts.second_literal[second]++;
    return first | (SECOND_LITERAL + second) << 10;
}

INLINE token lone_literal(u32 literal) {
    counts.first_literal[literal]++;
    return literal | NOTHING << 10;
}

INLINE token match_token(u32 length, u32 distance) {
    u32 symbol = distance - 1, extra = 0;
    if (symbol >= 4) {
        // From 5 on, every power of two of distances has two symbols (RFC 1951, 3.2.5).
        u32 extra_bits = 30 - (u32)__builtin_clz(symbol);
        extra = symbol & ((1u << extra_bits) - 1);
        symbol = 2 * extra_bits + (symbol >> extra_bits);
    }
    counts.length[length]++;
    counts.distance[symbol]++;
    return (LENGTH_BASE + length) | symbol << 10 | extra << 19;
}

INLINE u32 distance_extra_bits(u32 symbol) { return symbol < 4 ? 0 : (symbol >> 1) - 1; }

// The lengths of matches in groups, each with its symbol (257 + index) and extra bits (RFC 1951, 3.2.5).
#define LENGTH_SYMBOLS 29
static const u8 length_extra_bits[LENGTH_SYMBOLS] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                                                     2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
static const u16 length_start[LENGTH_SYMBOLS] = {3,  4,  5,  6,  7,  8,  9,  10, 11,  13,  15,  17,  19,  23, 27,
                                                 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258};

// The first length that is no longer in the group of a symbol; 258 has a group of its own.
INLINE u32 length_end(u32 symbol) { return symbol + 1 < LENGTH_SYMBOLS ? length_start[symbol + 1] : MAX_MATCH + 1; }

#endif
