// Bits into bytes, the lowest bit first, as deflate wants them (RFC 1951, 3.1.1).
#ifndef BIT_WRITER_H
#define BIT_WRITER_H

#include "bytes.h"

// Every write stores 8 bytes, so the output needs that much room behind its end.
#define WRITE_AHEAD 8

struct bit_writer {
    u64 bits;  // Not yet in `out`, from bit 0 on.
    u32 count; // How many of them; fewer than 8 between calls.
    u8 *out;
};

// Bits that may be added before they are flushed, beside the 7 that may wait.
#define ROOM 56

INLINE void add_bits(struct bit_writer *writer, u64 bits, u32 count) {
    writer->bits |= bits << writer->count;
    writer->count += count;
}

INLINE void flush_bits(struct bit_writer *writer) {
    store64(writer->out, writer->bits);
    writer->out += writer->count >> 3;
    writer->bits >>= writer->count & ~7u;
    writer->count &= 7;
}

static void put_bits(struct bit_writer *writer, u32 bits, u32 count) {
    add_bits(writer, bits, count);
    flush_bits(writer);
}

// Fills the byte that has begun with zeros.
static void align_to_byte(struct bit_writer *writer) {
    if (writer->count > 0) *writer->out++ = (u8)writer->bits;
    writer->bits = 0;
    writer->count = 0;
}

#endif
