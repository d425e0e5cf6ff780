// Finds repeated bytes, two positions a step.
//
// One table tells where four bytes with the same hash were last seen. It keeps only the low 16 bits of a position:
// deflate looks back 32 KiB, so a place further away than that is refused, whichever of its aliases was meant, and the
// bytes themselves are compared. Half the table's size is what makes it fit into the first-level cache.
#ifndef MATCHER_H
#define MATCHER_H

#include "bytes.h"
#include "tokens.h"

#define HASH_BITS 14
#define MAX_DISTANCE 32768
// Near the end of the input, where a load of 16 bytes would pass it, everything is a literal.
#define TAIL 16

static u16 last_seen[1 << HASH_BITS];

INLINE u32 hash(u32 four_bytes) { return four_bytes * 0x9E3779B1u >> (32 - HASH_BITS); }

INLINE void remember(const u8 *base, u32 position) { last_seen[hash(load32(base + position))] = (u16)position; }

// Where the four bytes at a position were last seen, as a distance of 0 to 65535; it is seen here from now on.
INLINE u32 look_up(u32 four_bytes, u32 position) {
    u16 *seen = &last_seen[hash(four_bytes)];
    u32 distance = (u16)(position - *seen);
    *seen = (u16)position;
    return distance;
}

// Zero where the distance is allowed (1 to 32768) and the four bytes are the same.
INLINE u32 mismatch(const u8 *base, u32 position, u32 distance, u32 four_bytes) {
    return (load32(base + position - distance) ^ four_bytes) | (distance - 1) >> 15;
}

// How many bytes are the same at `at` and `at - distance`, if four are; TAIL bytes can be loaded.
INLINE u32 match_length(const u8 *at, u32 distance, u32 available) {
    const u8 *before = at - distance;
    u64 difference = load64(at + 4) ^ load64(before + 4);
    if (__builtin_expect(difference != 0, 1)) return 4 + ((u32)__builtin_ctzll(difference) >> 3);
    u32 longest = available < MAX_MATCH ? available : MAX_MATCH;
    u32 length = 12;
    for (; length + 8 <= longest; length += 8) {
        difference = load64(at + length) ^ load64(before + length);
        if (difference != 0) return length + ((u32)__builtin_ctzll(difference) >> 3);
    }
    while (length < longest && at[length] == before[length]) length++;
    return length;
}

static void start_matcher(const u8 *base, u32 dictionary) {
    __builtin_memset(last_seen, 0, sizeof last_seen);
    for (u32 position = 0; position + 4 <= dictionary; position++) remember(base, position);
}

struct stretch {
    u32 position; // The first byte that has no token yet.
    token *tokens;
};

// Turns the bytes from `from` on into tokens: up to `stop` (a match may pass it) or until the tokens are full.
// `end` is the end of the input, `base` that of positions.
static struct stretch find_tokens(const u8 *base, u32 from, u32 stop, u32 end, token *out, const token *full) {
    u32 p = from;
    u32 wide = end < TAIL ? 0 : end - TAIL;
    if (wide > stop) wide = stop;
    while (p < wide && out < full) {
        u64 bytes = load64(base + p);
        u32 here = (u32)bytes, next = (u32)(bytes >> 8);
        u32 distance = look_up(here, p), next_distance = look_up(next, p + 1);
        u32 differs = mismatch(base, p, distance, here);
        u32 next_differs = mismatch(base, p + 1, next_distance, next);
        if (differs && next_differs) {
            *out++ = literal_pair(here & 255, next & 255);
            p += 2;
            continue;
        }
        // Whether the match begins here or one byte later is a coin toss for the branch predictor, so there is no
        // branch: the literal is always written, and counts where it is one.
        u32 skip = differs != 0;
        *out = (here & 255) | NOTHING << 10;
        counts.first_literal[here & 255] += skip;
        out += skip;
        p += skip;
        if (skip) distance = next_distance;

        u32 length = match_length(base + p, distance, end - p);
        *out++ = match_token(length, distance);
        u32 after = p + length;
        // Three positions of the match are worth remembering; all of them would cost more than they find.
        if (after + 4 <= end) {
            remember(base, p + 2);
            remember(base, after - 2);
            remember(base, after - 1);
        }
        p = after;
    }
    if (stop == end && p >= wide)
        while (p < end && out < full) *out++ = lone_literal(base[p++]);
    return (struct stretch){p, out};
}

#endif
