// Finds repeated bytes, two positions a step.
//
// One table tells where five bytes with the same hash were last seen. It keeps only the low 16 bits of a position:
// deflate looks back 32 KiB, so a place further away than that is refused, whichever of its aliases was meant, and the
// bytes themselves are compared. Half the table's size keeps it near the processor.
//
// Every position is remembered, but only every second one is looked up: what begins between two of them is found one byte
// late, and the byte before it is looked at then. Waiting for memory, and for branches that were guessed wrong, is what
// costs; so repeats of four bytes, which take about as many bits as literals, are no matches.
#ifndef MATCHER_H
#define MATCHER_H

#include "bytes.h"
#include "tokens.h"

#define HASH_BITS 15
#define MIN_MATCH 5
#define MAX_DISTANCE 32768
// Near the end of the input, where a load of 16 bytes would pass it, everything is a literal.
#define TAIL 16

// After so many pairs of literals without a match, as in what is compressed already (half of a Go program: what debuggers
// read), so many more follow unseen before the next look.
#define PATIENCE 256
#define UNSEEN 15

// Shifts away what does not belong to a match of MIN_MATCH bytes.
#define BEYOND_MATCH (64 - 8 * MIN_MATCH)

static u16 last_seen[1 << HASH_BITS];

// Of the first MIN_MATCH of 8 bytes.
INLINE u32 hash(u64 bytes) { return (u32)((bytes << BEYOND_MATCH) * 0x9E3779B185EBCA87u >> (64 - HASH_BITS)); }

INLINE void remember(u64 bytes, u32 position) { last_seen[hash(bytes)] = (u16)position; }

// Where the bytes at a position were last seen, as a distance of 0 to 65535; they are seen here from now on.
INLINE u32 look_up(u64 bytes, u32 position) {
    u16 *seen = &last_seen[hash(bytes)];
    u32 distance = (u16)(position - *seen);
    *seen = (u16)position;
    return distance;
}

// Zero where the distance is allowed (1 to 32768) and MIN_MATCH bytes are the same.
INLINE u64 mismatch(const u8 *at, u32 distance, u64 bytes) {
    return (load64(at - distance) ^ bytes) << BEYOND_MATCH | (distance - 1) >> 15;
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

// One more where the byte before the match repeats too, and is the second literal of the last token: that becomes a
// literal alone. Whether it does is a coin toss for the branch predictor, so there is no branch.
INLINE u32 extend_back(const u8 *base, u32 position, u32 distance, u32 length, token *last) {
    u32 literal = base[position - 1];
    u32 same = distance < position && base[position - 1 - distance] == literal;
    u32 extended = same & is_pair(*last) & (length < MAX_MATCH);
    *last = extended ? first_part(*last) | NOTHING << 10 : *last;
    counts.second_literal[literal] -= extended;
    return length + extended;
}

// Every second position of a dictionary is enough.
static void start_matcher(const u8 *base, u32 dictionary) {
    __builtin_memset(last_seen, 0, sizeof last_seen);
    for (u32 position = 0; position + 8 <= dictionary; position += 2) remember(load64(base + position), position);
}

struct stretch {
    u32 position; // The first byte that has no token yet.
    token *tokens;
};

// Turns the bytes from `from` on into tokens: up to `stop` (a match may pass it) or until the tokens are full.
// `end` is the end of the input, `base` that of positions. There is room for one token before `out`.
static struct stretch find_tokens(const u8 *base, u32 from, u32 stop, u32 end, token *out, const token *full) {
    u32 p = from, quiet = 0;
    u32 margin = TAIL + 2 * (1 + UNSEEN), wide = end < margin ? 0 : end - margin;
    if (wide > stop) wide = stop;
    out[-1] = NO_PAIR;
    while (p < wide && out < full) {
        const u8 *at = base + p;
        u64 bytes = load64(at);
        u32 distance = look_up(bytes, p);
        remember(bytes >> 8, p + 1);
        if (mismatch(at, distance, bytes)) {
            *out++ = literal_pair(bytes & 255, bytes >> 8 & 255);
            p += 2;
            if (++quiet < PATIENCE) continue;
            for (u32 pairs = 0; pairs < UNSEEN; pairs++, p += 2) *out++ = literal_pair(base[p], base[p + 1]);
            continue;
        }
        quiet = 0;
        u32 length = match_length(at, distance, end - p);
        u32 after = p + length;
        length = extend_back(base, p, distance, length, out - 1);
        *out++ = match_token(length, distance);
        // These positions of the match are worth remembering; all of them would cost more than they find.
        if (after + 8 <= end) {
            for (u32 next = 2; next < MIN_MATCH; next++) remember(load64(at + next), p + next);
            for (u32 last = 2; last > 0; last--) remember(load64(base + after - last), after - last);
        }
        p = after;
    }
    if (stop == end && p >= wide)
        while (p < end && out < full) *out++ = lone_literal(base[p++]);
    return (struct stretch){p, out};
}

#endif
