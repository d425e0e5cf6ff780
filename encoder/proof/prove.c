// Compresses many inputs with the encoder, built natively with sanitizers, and writes them for inflaters to check:
//   prove SEED COUNT [FILE...]  > cases
// A case is three numbers of 32 bits (size of the input, of the stream, of the blocks; the top bit of the last
// tells of the thorough search), the input, and the raw deflate
// stream. First come all sizes around every border, then COUNT cases by chance. Files are the real inputs.
#include "../deflate.h"
#include "inputs.h"
#include <stdio.h>
#include <stdlib.h>

#define LARGEST_BLOCK (512 * 1024)

static void check(int good, const char *what) {
    if (good) return;
    fprintf(stderr, "prove: %s\n", what);
    exit(1);
}

static void *allocate(size_t size) {
    void *memory = malloc(size > 0 ? size : 1);
    check(memory != NULL, "no memory");
    return memory;
}

// Input and output have exactly their sizes, so that the address sanitizer sees one byte too far.
static size_t compress_block(const u8 *bytes, size_t at, size_t length, int last, int thorough, u8 *stream) {
    size_t dictionary = at < MAX_DISTANCE ? at : MAX_DISTANCE;
    u8 *exact_input = allocate(dictionary + length), *exact_output = allocate(OUTPUT_LIMIT(length));
    if (dictionary + length > 0) memcpy(exact_input, bytes + at - dictionary, dictionary + length);
    size_t size = deflate_block(exact_input, (u32)dictionary, (u32)length, (u32)last, (u32)thorough, exact_output);
    check(size + WRITE_AHEAD <= OUTPUT_LIMIT(length), "the output passed its limit");
    memcpy(stream, exact_output, size);
    free(exact_input);
    free(exact_output);
    return size;
}

static void put_case_with(const u8 *bytes, size_t size, size_t block, int thorough) {
    size_t blocks = size / block + 1, used = 0;
    u8 *stream = allocate(OUTPUT_LIMIT(size) + blocks * 80);
    size_t at = 0;
    do {
        size_t length = size - at < block ? size - at : block;
        used += compress_block(bytes, at, length, at + length == size, thorough, stream + used);
        at += length;
    } while (at < size);
    u32 head[3] = {(u32)size, (u32)used, (u32)block | (u32)thorough << 31};
    check(fwrite(head, sizeof head, 1, stdout) == 1, "cannot write");
    check(fwrite(bytes, 1, size, stdout) == size && fwrite(stream, 1, used, stdout) == used, "cannot write");
    free(stream);
}

static void put_case(const u8 *bytes, size_t size, size_t block) {
    for (int thorough = 0; thorough <= 1; thorough++) put_case_with(bytes, size, block, thorough);
}

static size_t any_size(void) {
    switch (below(16)) {
    case 0: return below(600000);
    case 1: return below(100000);
    case 2: case 3: case 4: return below(20000);
    case 5: case 6: case 7: case 8: return below(4000);
    default: return below(400);
    }
}

static size_t any_block(size_t size) {
    switch (below(6)) {
    case 0: return 1 + below(size < LARGEST_BLOCK ? size + 1 : LARGEST_BLOCK) / (1 + below(4));
    case 1: return 65536;
    case 2: return 16384 + below(100000);
    default: return LARGEST_BLOCK;
    }
}

static void put_any(uint64_t seed) {
    random_state = seed;
    size_t size = any_size(), block = any_block(size);
    // Many tiny blocks cost as much as one large: each one reads 32 KiB of dictionary.
    if (size / (block + 1) > 40) block = size / 40;
    u8 *bytes = allocate(size);
    any_input(bytes, size);
    put_case(bytes, size, block > 0 ? block : 1);
    free(bytes);
}

static void put_borders(uint64_t seed) {
    static const size_t borders[] = {MAX_TOKENS,    2 * MAX_TOKENS, MAX_DISTANCE,          MAX_STORED,
                                     SUB_BLOCK,     2 * MAX_STORED, SUB_BLOCK * 5 / 4,     2 * SUB_BLOCK,
                                     LARGEST_BLOCK, 3 * SUB_BLOCK,  LARGEST_BLOCK + 32768, 2 * LARGEST_BLOCK};
    u8 *bytes = allocate(2 * LARGEST_BLOCK + 64);
    random_state = seed;
    for (size_t size = 0; size <= 1100; size++)
        for (size_t kind = 0; kind < INPUTS; kind++) {
            inputs[kind](bytes, size);
            put_case(bytes, size, LARGEST_BLOCK);
            put_case(bytes, size, size / 2 + 1);
        }
    for (size_t border = 0; border < sizeof borders / sizeof *borders; border++)
        for (size_t size = borders[border] - 20; size <= borders[border] + 20; size++) {
            any_input(bytes, size);
            put_case(bytes, size, LARGEST_BLOCK);
        }
    free(bytes);
}

static void read_real(const char *path) {
    FILE *file = fopen(path, "rb");
    check(file != NULL, path);
    fseek(file, 0, SEEK_END);
    size_t size = (size_t)ftell(file);
    rewind(file);
    u8 *bytes = allocate(size);
    check(fread(bytes, 1, size, file) == size, path);
    fclose(file);
    real_files[real_file_count++] = (struct real_file){bytes, size};
}

int main(int count, char **arguments) {
    check(count >= 3, "usage: prove SEED COUNT [FILE...]");
    uint64_t seed = strtoull(arguments[1], NULL, 10), cases = strtoull(arguments[2], NULL, 10);
    for (int i = 3; i < count && i < 67; i++) read_real(arguments[i]);
    put_borders(seed);
    for (uint64_t i = 0; i < cases; i++) put_any((seed + 1) * 0x2545F4914F6CDD1D + i);
    check(fflush(stdout) == 0, "cannot write");
    return 0;
}
