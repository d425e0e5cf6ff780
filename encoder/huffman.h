// Huffman codes from frequencies, no code longer than a limit.
#ifndef HUFFMAN_H
#define HUFFMAN_H

#include "bytes.h"

#define MAX_SYMBOLS 288
#define MAX_CODE_LENGTH 15

// A symbol and how often it occurs in one number that sorts by frequency, then by symbol.
#define SYMBOL_BITS 9
#define SYMBOL_MASK ((1u << SYMBOL_BITS) - 1)

static void sort_by_frequency(u32 *keys, u32 count) {
    static u32 other[MAX_SYMBOLS];
    u32 highest = 0;
    for (u32 i = 0; i < count; i++) highest |= keys[i];
    u32 *from = keys, *to = other;
    // The symbols come in order, and a radix sort keeps the order of equals: only the frequency's bits need sorting.
    for (u32 shift = SYMBOL_BITS; shift < 32 && highest >> shift; shift += 8) {
        u32 next[257] = {0};
        for (u32 i = 0; i < count; i++) next[(from[i] >> shift & 255) + 1]++;
        for (u32 i = 0; i < 256; i++) next[i + 1] += next[i];
        for (u32 i = 0; i < count; i++) to[next[from[i] >> shift & 255]++] = from[i];
        u32 *swapped = from;
        from = to;
        to = swapped;
    }
    if (from != keys)
        for (u32 i = 0; i < count; i++) keys[i] = from[i];
}

// Turns frequencies, in rising order, into the lengths of an optimal code, in place and without a tree:
// A. Moffat, J. Katajainen, "In-place calculation of minimum-redundancy codes" (1995). Needs two or more.
static void optimal_lengths(u32 *weights, int count) {
    // First pass: the weights of inner nodes, then the indexes of their parents.
    int root = 0, leaf = 2;
    weights[0] += weights[1];
    for (int next = 1; next < count - 1; next++) {
        for (int child = 0; child < 2; child++) {
            u32 weight;
            if (leaf >= count || (root < next && weights[root] < weights[leaf])) {
                weight = weights[root];
                weights[root++] = (u32)next;
            } else {
                weight = weights[leaf++];
            }
            weights[next] = child == 0 ? weight : weights[next] + weight;
        }
    }
    // Second pass: the depths of inner nodes, from the root down.
    weights[count - 2] = 0;
    for (int node = count - 3; node >= 0; node--) weights[node] = weights[weights[node]] + 1;
    // Third pass: what a level has room for and inner nodes leave free are leaves.
    int available = 1, node = count - 2, next = count - 1;
    for (u32 depth = 0; available > 0; depth++) {
        int inner = 0;
        for (; node >= 0 && weights[node] == depth; node--) inner++;
        for (; available > inner; available--) weights[next--] = depth;
        available = 2 * inner;
    }
}

// Shortens codes that are too long and pays for it with the longest of the shorter ones.
static void limit_lengths(u32 *codes_of_length, u32 limit) {
    u32 space = 0;
    for (u32 length = 1; length <= limit; length++) space += codes_of_length[length] << (limit - length);
    for (; space > 1u << limit; space--) {
        u32 length = limit - 1;
        while (codes_of_length[length] == 0) length--;
        codes_of_length[length]--;
        codes_of_length[length + 1] += 2;
        codes_of_length[limit]--;
    }
}

// The lowest bits of a code in the other order.
static u32 reversed(u32 code, u32 length) {
    code = (code & 0x5555) << 1 | (code >> 1 & 0x5555);
    code = (code & 0x3333) << 2 | (code >> 2 & 0x3333);
    code = (code & 0x0f0f) << 4 | (code >> 4 & 0x0f0f);
    code = (code & 0x00ff) << 8 | (code >> 8 & 0x00ff);
    return code >> (16 - length);
}

// The codes that follow from their lengths (RFC 1951, 3.2.2), their first bit lowest, as they are written.
static void assign_codes(const u8 *lengths, u32 symbols, const u32 *codes_of_length, u32 limit, u16 *codes) {
    u32 next[MAX_CODE_LENGTH + 1] = {0};
    for (u32 length = 1; length <= limit; length++)
        next[length] = (next[length - 1] + (length > 1 ? codes_of_length[length - 1] : 0)) << 1;
    for (u32 symbol = 0; symbol < symbols; symbol++)
        codes[symbol] = lengths[symbol] ? (u16)reversed(next[lengths[symbol]]++, lengths[symbol]) : 0;
}

// Lengths (0 for what does not occur) and codes. At least two symbols get a code, because some decoders refuse less:
// symbols that do not occur are taken where there are too few. Frequencies must add up to less than 2^23.
static void make_codes(const u32 *frequencies, u32 symbols, u32 limit, u8 *lengths, u16 *codes) {
    static u32 keys[MAX_SYMBOLS], weights[MAX_SYMBOLS];
    u32 used = 0;
    for (u32 symbol = 0; symbol < symbols; symbol++) used += frequencies[symbol] > 0;
    u32 missing = used < 2 ? 2 - used : 0, count = 0;
    for (u32 symbol = 0; symbol < symbols; symbol++) {
        lengths[symbol] = 0;
        u32 frequency = frequencies[symbol];
        if (frequency == 0 && missing > 0) frequency = 1, missing--;
        if (frequency > 0) keys[count++] = frequency << SYMBOL_BITS | symbol;
    }
    sort_by_frequency(keys, count);
    for (u32 i = 0; i < count; i++) weights[i] = keys[i] >> SYMBOL_BITS;
    optimal_lengths(weights, (int)count);

    u32 codes_of_length[MAX_CODE_LENGTH + 1] = {0};
    for (u32 i = 0; i < count; i++) codes_of_length[weights[i] < limit ? weights[i] : limit]++;
    limit_lengths(codes_of_length, limit);
    u32 rarest = 0;
    for (u32 length = limit; length > 0; length--)
        for (u32 i = 0; i < codes_of_length[length]; i++) lengths[keys[rarest++] & SYMBOL_MASK] = (u8)length;
    assign_codes(lengths, symbols, codes_of_length, limit, codes);
}

#endif
