// A deflate encoder for one purpose: large binaries in blocks of fixed size, each compressed by itself on whatever
// thread is free. The same input gives the same bytes everywhere and always; whoever changes that must change the
// encoder's name in src/layer/encoding.ts too.
#ifndef DEFLATE_H
#define DEFLATE_H

#include "block.h"
#include "chains.h"
#include "matcher.h"

// Codes are made anew after so many bytes or tokens, as code, tables and texts of a binary differ.
#define SUB_BLOCK 65536
#define MAX_TOKENS 16384
// One is read before the first, and a step of the matcher may add more than one.
static token token_room[1 + MAX_TOKENS + UNSEEN];

// Bytes that the output may need for so many of input.
#define OUTPUT_LIMIT(length) ((length) + (length) / 1024 + 64 + WRITE_AHEAD)

// The last block of a stream ends it. Every other one ends with an empty stored block, so that it is whole bytes and the
// next one can be put behind it.
static void put_end(struct bit_writer *writer, u32 last) {
    if (!last) put_stored(writer, 0, 0, 0);
    align_to_byte(writer);
}

// Compresses `length` bytes that follow `dictionary` bytes (32768 at most; matches reach back into them) at `base`.
// `thorough` takes several times as long and comes out about 7 % smaller. Returns the number of bytes written.
static u32 deflate_block(const u8 *base, u32 dictionary, u32 length, u32 last, u32 thorough, u8 *out) {
    struct bit_writer writer = {0, 0, out};
    u32 end = dictionary + length;
    token *tokens = token_room + 1;
    if (thorough) start_chains(base, dictionary);
    else start_matcher(base, dictionary);
    for (u32 position = dictionary; position < end;) {
        u32 start = position;
        // A short rest is not worth codes of its own.
        u32 stop = end - position > SUB_BLOCK + SUB_BLOCK / 4 ? position + SUB_BLOCK : end;
        struct stretch found = thorough ? find_fewer_tokens(base, position, stop, end, tokens, tokens + MAX_TOKENS)
                                        : find_tokens(base, position, stop, end, tokens, tokens + MAX_TOKENS);
        position = found.position;
        put_block(&writer, last && position == end, tokens, found.tokens, base + start, position - start);
    }
    if (length == 0 && last) {
        put_block_type(&writer, 1, FIXED_CODES);
        put_bits(&writer, 0, 7); // The end of a block in the fixed codes.
    }
    put_end(&writer, last);
    return (u32)(writer.out - out);
}

#endif
