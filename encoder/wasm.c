// The encoder as a WebAssembly module: the host puts a dictionary and a block at input(), calls deflate(), and takes the
// bytes from output().
#include "deflate.h"

#define BLOCK (512 * 1024)

static u8 input_bytes[MAX_DISTANCE + BLOCK];
static u8 output_bytes[OUTPUT_LIMIT(BLOCK)];

#define EXPORT(name) __attribute__((export_name(name)))

EXPORT("blockSize") u32 block_size(void) { return BLOCK; }
EXPORT("input") u8 *input(void) { return input_bytes; }
EXPORT("output") u8 *output(void) { return output_bytes; }
EXPORT("deflate") u32 deflate(u32 dictionary, u32 length, u32 last, u32 thorough) {
    return deflate_block(input_bytes, dictionary, length, last, thorough, output_bytes);
}
