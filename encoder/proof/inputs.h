// Inputs to try an encoder with: random, structured, pathological and real ones, each the same for the same seed.
#ifndef INPUTS_H
#define INPUTS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

static uint64_t random_state;

// https://prng.di.unimi.it/splitmix64.c
static uint64_t random64(void) {
    uint64_t z = random_state += 0x9E3779B97F4A7C15;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
    z = (z ^ z >> 27) * 0x94D049BB133111EB;
    return z ^ z >> 31;
}

static size_t below(size_t limit) { return limit == 0 ? 0 : random64() % limit; }

struct real_file {
    const uint8_t *bytes;
    size_t size;
};
static struct real_file real_files[64];
static size_t real_file_count;

typedef void input(uint8_t *out, size_t size);

static void random_bytes(uint8_t *out, size_t size) {
    for (size_t i = 0; i < size; i++) out[i] = (uint8_t)(random64() >> 24);
}

static void one_byte(uint8_t *out, size_t size) { memset(out, (int)below(256), size); }

static void few_symbols(uint8_t *out, size_t size) {
    size_t symbols = 2 + below(15), start = below(240);
    for (size_t i = 0; i < size; i++) out[i] = (uint8_t)(start + below(symbols));
}

// Repeats at one distance, on both sides of the largest one that deflate has.
static void periodic(uint8_t *out, size_t size) {
    static const size_t border[] = {1, 2, 3, 4, 5, 7, 8, 15, 16, 17, 255, 258, 4096, 32767, 32768, 32769, 65535, 65536, 65537};
    size_t period = below(2) ? border[below(sizeof border / sizeof *border)] : 1 + below(40000);
    for (size_t i = 0; i < size; i++) out[i] = i < period ? (uint8_t)random64() : out[i - period];
}

// Literals and copies, with the lengths and distances at which deflate's symbols change.
static void copies(uint8_t *out, size_t size) {
    static const size_t lengths[] = {3, 4, 5, 10, 11, 12, 13, 18, 19, 34, 35, 66, 67, 130, 131, 257, 258, 259, 260, 516, 517};
    for (size_t at = 0; at < size;) {
        size_t length = below(3) ? lengths[below(sizeof lengths / sizeof *lengths)] : 1 + below(600);
        size_t power = (size_t)1 << below(17), distance = power + below(3) - 1 + (below(2) ? below(power) : 0);
        int literal = below(3) == 0 || distance == 0 || distance > at;
        if (literal) length = 1 + below(20);
        for (size_t i = 0; i < length && at < size; i++, at++) out[at] = literal ? (uint8_t)random64() : out[at - distance];
    }
}

static void words(uint8_t *out, size_t size) {
    static const char *const list[] = {"the ", "runtime.", "error: ", "github.com/", "\n", "func ", "0x", "panic", "a", "of ", "\t", "io."};
    for (size_t at = 0; at < size;) {
        const char *word = list[below(sizeof list / sizeof *list)];
        for (; *word && at < size; word++) out[at++] = (uint8_t)*word;
    }
}

// Tables of a binary: rising addresses, small numbers, many zeros.
static void tables(uint8_t *out, size_t size) {
    uint64_t address = random64() & 0xffffff;
    size_t width = below(2) ? 8 : 4;
    for (size_t i = 0; i < size; i++) {
        if (i % width == 0) address += below(4) ? below(64) : below(65536);
        out[i] = (uint8_t)(address >> 8 * (i % width));
    }
}

// Frequencies that rise as the Fibonacci numbers do give the longest Huffman codes.
static void fibonacci(uint8_t *out, size_t size) {
    uint64_t sums[40], last = 1, next = 1, total = 0;
    size_t symbols = 2 + below(38);
    for (size_t i = 0; i < symbols; i++) {
        sums[i] = total += last;
        uint64_t sum = last + next;
        last = next;
        next = sum;
    }
    for (size_t i = 0; i < size; i++) {
        uint64_t pick = random64() % total;
        size_t symbol = 0;
        while (sums[symbol] <= pick) symbol++;
        out[i] = (uint8_t)(symbol * 5);
    }
}

// Three bytes that come again and a fourth that does not: a match too short for the encoder.
static void near_misses(uint8_t *out, size_t size) {
    uint8_t three[3] = {(uint8_t)random64(), (uint8_t)random64(), (uint8_t)random64()};
    for (size_t i = 0; i < size; i++) out[i] = i % 4 < 3 ? three[i % 4] : (uint8_t)(i / 4 * 7 + below(2));
}

// Different bytes with the same hash: every lookup finds a place where nothing matches.
static void collisions(uint8_t *out, size_t size) {
    static uint32_t same[64];
    static size_t count;
    for (uint32_t value = 1; count < 64; value++)
        if (value * 0x9E3779B1u >> 18 == 77) same[count++] = value;
    for (size_t i = 0; i < size; i += 4) {
        uint32_t value = same[below(64)];
        memcpy(out + i, &value, size - i < 4 ? size - i : 4);
    }
}

static void sparse(uint8_t *out, size_t size) {
    memset(out, 0, size);
    for (size_t i = below(500); i < size; i += 1 + below(1000)) out[i] = (uint8_t)random64();
}

static void real(uint8_t *out, size_t size) {
    if (real_file_count == 0) {
        words(out, size);
        return;
    }
    struct real_file file = real_files[below(real_file_count)];
    size_t length = size < file.size ? size : file.size;
    memcpy(out, file.bytes + below(file.size - length + 1), length);
    if (length < size) sparse(out + length, size - length);
}

static input *const inputs[] = {random_bytes, one_byte,    few_symbols, periodic, copies, words, tables,
                                fibonacci,    near_misses, collisions,  sparse,   real,   real};
#define INPUTS (sizeof inputs / sizeof *inputs)

static void any_input(uint8_t *out, size_t size) {
    if (below(4) > 0) {
        inputs[below(INPUTS)](out, size);
        return;
    }
    // One kind after the other: the codes of one part are wrong for the next.
    for (size_t at = 0; at < size;) {
        size_t length = 1 + below(size - at);
        inputs[below(INPUTS)](out + at, length);
        at += length;
    }
}

#endif
