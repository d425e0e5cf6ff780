// Finds the longest of many earlier places, for inputs so small that nobody notices the time: all places with the same
// hash are kept in chains, and the next byte is looked at before a match is taken.
#ifndef CHAINS_H
#define CHAINS_H

#include "matcher.h"

#define CHAIN_BITS 15
// Places of a chain that are looked at; twice as many make a binary 0.3 % smaller.
#define LOOKS 16
// A match of this length is taken without looking further.
#define ENOUGH 64
// Four bytes from further away take about as many bits as literals.
#define NEAR 16384

// By hash: the last position with it, plus 1; 0 where there is none. By position: the one before it in its chain.
static u32 newest[1 << CHAIN_BITS], older[MAX_DISTANCE];

INLINE u32 *chain_of(const u8 *at) { return &newest[load32(at) * 0x9E3779B1u >> (32 - CHAIN_BITS)]; }

INLINE void add_to_chain(const u8 *base, u32 position) {
    u32 *chain = chain_of(base + position);
    older[position % MAX_DISTANCE] = *chain;
    *chain = position + 1;
}

static void start_chains(const u8 *base, u32 dictionary) {
    __builtin_memset(newest, 0, sizeof newest);
    for (u32 position = 0; position + 4 <= dictionary; position++) add_to_chain(base, position);
}

struct match {
    u32 length, distance; // The length is 0 where there is none.
};

// The longest match at a position that is in no chain yet; TAIL bytes can be loaded there.
static struct match longest_match(const u8 *base, u32 position, u32 end) {
    const u8 *at = base + position;
    u32 available = end - position, enough = available < ENOUGH ? available : ENOUGH;
    struct match best = {0, 0};
    u32 place = *chain_of(at);
    for (u32 looks = LOOKS; looks > 0 && place != 0 && position + 1 - place <= MAX_DISTANCE; looks--) {
        u32 distance = position + 1 - place;
        place = older[(place - 1) % MAX_DISTANCE];
        const u8 *before = at - distance;
        if (at[best.length] != before[best.length] || load32(at) != load32(before)) continue;
        u32 length = match_length(at, distance, available);
        if (length <= best.length) continue;
        best = (struct match){length, distance};
        if (length >= enough) break;
    }
    if (best.length == 4 && best.distance > NEAR) best.length = 0;
    return best;
}

// As find_tokens, in more time and fewer tokens.
static struct stretch find_fewer_tokens(const u8 *base, u32 from, u32 stop, u32 end, token *out, const token *full) {
    u32 p = from;
    u32 wide = end <= TAIL ? 0 : end - TAIL - 1;
    if (wide > stop) wide = stop;
    struct match here = {0, 0};
    if (p < wide) here = longest_match(base, p, end);
    while (p < wide && out < full) {
        add_to_chain(base, p);
        struct match next = {0, 0};
        if (here.length < ENOUGH) next = longest_match(base, p + 1, end);
        if (here.length == 0 || next.length > here.length) {
            *out++ = lone_literal(base[p++]);
            here = next;
            continue;
        }
        *out++ = match_token(here.length, here.distance);
        u32 after = p + here.length;
        for (p++; p < after; p++)
            if (p + 4 <= end) add_to_chain(base, p);
        if (p < wide) here = longest_match(base, p, end);
    }
    if (stop == end && p >= wide)
        while (p < end && out < full) *out++ = lone_literal(base[p++]);
    return (struct stretch){p, out};
}

#endif
