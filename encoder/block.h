// Writes one deflate block: its codes, chosen for just these tokens, and the tokens; or the bytes as they are where
// that is shorter (RFC 1951, 3.2.3 to 3.2.7).
#ifndef BLOCK_H
#define BLOCK_H

#include "bit_writer.h"
#include "huffman.h"
#include "tokens.h"

#define STORED 0
#define FIXED_CODES 1
#define OWN_CODES 2
#define MAX_STORED 65535

// The codes of a block are told as their lengths, which are run-length coded and Huffman coded themselves.
#define LENGTH_CODES 19
#define MAX_LENGTH_CODE 7
#define REPEAT_LAST 16
#define FEW_ZEROS 17
#define MANY_ZEROS 18
static const u8 length_code_order[LENGTH_CODES] = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                                   11, 4,  12, 3, 13, 2, 14, 1, 15};

INLINE u32 run_bits(u32 symbol) {
    return symbol == REPEAT_LAST ? 2 : symbol == FEW_ZEROS ? 3 : symbol == MANY_ZEROS ? 7 : 0;
}

static struct {
    u32 literal_counts[LITERAL_SYMBOLS], distance_counts[DISTANCE_SYMBOLS];
    u8 literal_lengths[LITERAL_SYMBOLS], distance_lengths[DISTANCE_SYMBOLS];
    u16 literal_codes[LITERAL_SYMBOLS], distance_codes[DISTANCE_SYMBOLS];
    u32 literals, distances; // How many of each are told.
    u16 runs[LITERAL_SYMBOLS + DISTANCE_SYMBOLS]; // Symbol in the low 5 bits, its extra bits above.
    u32 run_count;
    u32 run_counts[LENGTH_CODES];
    u8 run_lengths[LENGTH_CODES];
    u16 run_codes[LENGTH_CODES];
    u32 told_lengths;
} head;

// Sums up the counts of tokens by symbol, and sets them back for the next block.
static void take_counts(void) {
    for (u32 i = 0; i < 256; i++) head.literal_counts[i] = counts.first_literal[i] + counts.second_literal[i];
    for (u32 i = END_OF_BLOCK; i < LITERAL_SYMBOLS; i++) head.literal_counts[i] = 0;
    head.literal_counts[END_OF_BLOCK] = 1;
    for (u32 symbol = 0; symbol < LENGTH_SYMBOLS; symbol++)
        for (u32 length = length_start[symbol]; length < length_end(symbol); length++)
            head.literal_counts[END_OF_BLOCK + 1 + symbol] += counts.length[length];
    for (u32 i = 0; i < DISTANCE_SYMBOLS; i++) head.distance_counts[i] = counts.distance[i];
    __builtin_memset(&counts, 0, sizeof counts);
}

static void add_run(u32 symbol, u32 extra) {
    head.runs[head.run_count++] = (u16)(symbol | extra << 5);
    head.run_counts[symbol]++;
}

static void add_runs_of(u32 length, u32 times) {
    if (length == 0) {
        for (; times >= 11; times -= times < 138 ? times : 138) add_run(MANY_ZEROS, (times < 138 ? times : 138) - 11);
        if (times >= 3) {
            add_run(FEW_ZEROS, times - 3);
            return;
        }
    } else {
        add_run(length, 0);
        for (times--; times >= 3; times -= times < 6 ? times : 6) add_run(REPEAT_LAST, (times < 6 ? times : 6) - 3);
    }
    while (times-- > 0) add_run(length, 0);
}

static void find_runs(void) {
    u8 lengths[LITERAL_SYMBOLS + DISTANCE_SYMBOLS];
    __builtin_memcpy(lengths, head.literal_lengths, head.literals);
    __builtin_memcpy(lengths + head.literals, head.distance_lengths, head.distances);
    u32 total = head.literals + head.distances;
    head.run_count = 0;
    __builtin_memset(head.run_counts, 0, sizeof head.run_counts);
    for (u32 i = 0, start = 0; i < total; start = i) {
        while (i < total && lengths[i] == lengths[start]) i++;
        add_runs_of(lengths[start], i - start);
    }
}

static void make_head(void) {
    take_counts();
    make_codes(head.literal_counts, LITERAL_SYMBOLS, MAX_CODE_LENGTH, head.literal_lengths, head.literal_codes);
    make_codes(head.distance_counts, DISTANCE_SYMBOLS, MAX_CODE_LENGTH, head.distance_lengths, head.distance_codes);
    head.literals = LITERAL_SYMBOLS;
    while (head.literal_lengths[head.literals - 1] == 0) head.literals--;
    head.distances = DISTANCE_SYMBOLS;
    while (head.distance_lengths[head.distances - 1] == 0) head.distances--;
    find_runs();
    make_codes(head.run_counts, LENGTH_CODES, MAX_LENGTH_CODE, head.run_lengths, head.run_codes);
    head.told_lengths = LENGTH_CODES;
    while (head.run_lengths[length_code_order[head.told_lengths - 1]] == 0) head.told_lengths--;
}

static u64 bits_of_block(void) {
    u64 bits = 3 + 14 + 3 * head.told_lengths;
    for (u32 i = 0; i < LENGTH_CODES; i++) bits += (u64)head.run_counts[i] * (head.run_lengths[i] + run_bits(i));
    for (u32 i = 0; i < LITERAL_SYMBOLS; i++) bits += (u64)head.literal_counts[i] * head.literal_lengths[i];
    for (u32 i = 0; i < LENGTH_SYMBOLS; i++)
        bits += (u64)head.literal_counts[END_OF_BLOCK + 1 + i] * length_extra_bits[i];
    for (u32 i = 0; i < DISTANCE_SYMBOLS; i++)
        bits += (u64)head.distance_counts[i] * (head.distance_lengths[i] + distance_extra_bits(i));
    return bits;
}

static void put_block_type(struct bit_writer *writer, u32 last, u32 type) { put_bits(writer, last | type << 1, 3); }

static void put_stored(struct bit_writer *writer, u32 last, const u8 *bytes, u32 length) {
    do {
        u32 part = length < MAX_STORED ? length : MAX_STORED;
        put_block_type(writer, last && part == length, STORED);
        align_to_byte(writer);
        put_bits(writer, part, 16);
        put_bits(writer, part ^ 0xffff, 16);
        if (part > 0) __builtin_memcpy(writer->out, bytes, part);
        writer->out += part;
        bytes += part;
        length -= part;
    } while (length > 0);
}

static void put_head(struct bit_writer *writer, u32 last) {
    put_block_type(writer, last, OWN_CODES);
    put_bits(writer, head.literals - 257, 5);
    put_bits(writer, head.distances - 1, 5);
    put_bits(writer, head.told_lengths - 4, 4);
    for (u32 i = 0; i < head.told_lengths; i++) put_bits(writer, head.run_lengths[length_code_order[i]], 3);
    for (u32 i = 0; i < head.run_count; i++) {
        u32 symbol = head.runs[i] & 31;
        put_bits(writer, head.run_codes[symbol], head.run_lengths[symbol]);
        put_bits(writer, head.runs[i] >> 5, run_bits(symbol));
    }
}

// What is written for each part of a token. First: up to 20 bits, their number in the top 8. Second: a code of up to 15
// bits, its length in bits 16-20, and the number of bits with the distance's extra ones in the top 8.
static u32 first_code[FIRST_PARTS], second_code[SECOND_PARTS];

static void make_token_codes(void) {
    for (u32 i = 0; i < 256; i++) {
        u32 length = head.literal_lengths[i];
        first_code[i] = head.literal_codes[i] | length << 24;
        second_code[SECOND_LITERAL + i] = head.literal_codes[i] | length << 16 | length << 24;
    }
    for (u32 symbol = 0; symbol < LENGTH_SYMBOLS; symbol++) {
        u32 code = head.literal_codes[END_OF_BLOCK + 1 + symbol];
        u32 code_length = head.literal_lengths[END_OF_BLOCK + 1 + symbol];
        u32 bits = code_length + length_extra_bits[symbol], start = length_start[symbol];
        for (u32 length = start; length < length_end(symbol); length++)
            first_code[LENGTH_BASE + length] = code | (length - start) << code_length | bits << 24;
    }
    for (u32 i = 0; i < DISTANCE_SYMBOLS; i++) {
        u32 length = head.distance_lengths[i];
        second_code[i] = head.distance_codes[i] | length << 16 | (length + distance_extra_bits(i)) << 24;
    }
    second_code[NOTHING] = 0;
}

struct bits {
    u64 value;
    u32 count;
};

// At most 20 + 15 + 13.
INLINE struct bits bits_of(token t) {
    u32 first = first_code[first_part(t)], second = second_code[second_part(t)];
    u32 rest = (second & 0xffff) | distance_extra(t) << (second >> 16 & 31);
    return (struct bits){(first & 0xffffff) | (u64)rest << (first >> 24), (first >> 24) + (second >> 24)};
}

static void put_tokens(struct bit_writer *target, const token *tokens, const token *end) {
    struct bit_writer writer = *target;
    for (; tokens + 1 < end; tokens += 2) {
        // Nearly always there is room for two.
        struct bits first = bits_of(tokens[0]), second = bits_of(tokens[1]);
        if (__builtin_expect(first.count + second.count > ROOM, 0)) {
            add_bits(&writer, first.value, first.count);
            flush_bits(&writer);
            add_bits(&writer, second.value, second.count);
        } else {
            add_bits(&writer, first.value | second.value << first.count, first.count + second.count);
        }
        flush_bits(&writer);
    }
    if (tokens < end) {
        struct bits last = bits_of(*tokens);
        add_bits(&writer, last.value, last.count);
        flush_bits(&writer);
    }
    *target = writer;
}

static void put_block(struct bit_writer *writer, u32 last, const token *tokens, const token *end, const u8 *bytes,
                      u32 length) {
    make_head();
    // Three bits of type, up to seven to the next byte and 32 of length are what each stored part takes.
    u64 stored = (u64)length * 8 + 42 * (length / MAX_STORED + 1);
    if (bits_of_block() >= stored) {
        put_stored(writer, last, bytes, length);
        return;
    }
    make_token_codes();
    put_head(writer, last);
    put_tokens(writer, tokens, end);
    put_bits(writer, head.literal_codes[END_OF_BLOCK], head.literal_lengths[END_OF_BLOCK]);
}

#endif
