/** A variant of NRV, and the bytes of the words in which its bits come. */
interface NrvMethod {
  readonly variant: 'b' | 'd' | 'e';
  readonly wordBytes: 1 | 2 | 4;
}

/** UPX's numbers: words of 4 bytes on most processors, single ones on ARM. https://github.com/upx/upx/blob/devel/src/conf.h */
const METHODS: Readonly<Record<number, NrvMethod>> = {
  2: { variant: 'b', wordBytes: 4 },
  3: { variant: 'b', wordBytes: 1 },
  4: { variant: 'b', wordBytes: 2 },
  5: { variant: 'd', wordBytes: 4 },
  6: { variant: 'd', wordBytes: 1 },
  7: { variant: 'd', wordBytes: 2 },
  8: { variant: 'e', wordBytes: 4 },
  9: { variant: 'e', wordBytes: 1 },
  10: { variant: 'e', wordBytes: 2 },
};

export function nrvMethod(number: number): NrvMethod | undefined {
  return METHODS[number];
}

/** What a bit stream and its bytes, which lie among each other, are read from. */
class Bits {
  readonly #bytes: Uint8Array;
  readonly #wordBytes: number;
  #at = 0;
  #word = 0;
  #left = 0;

  constructor(bytes: Uint8Array, wordBytes: number) {
    this.#bytes = bytes;
    this.#wordBytes = wordBytes;
  }

  byte(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw new RangeError('the packed bytes end too early');
    return byte;
  }

  bit(): number {
    if (this.#left === 0) {
      this.#word = 0;
      for (let index = 0; index < this.#wordBytes; index++) this.#word |= this.byte() << (8 * index);
      this.#left = 8 * this.#wordBytes;
    }
    this.#left -= 1;
    return (this.#word >>> this.#left) & 1;
  }

  /** A number of any length, its end marked in the stream: NRV2B's way. */
  marked(): number {
    let value = 1;
    do value = grown(value * 2 + this.bit());
    while (this.bit() === 0);
    return value;
  }

  /** The same for offsets, where NRV2D and NRV2E put two bits a round. */
  markedPairs(): number {
    for (let value = 1; ; ) {
      value = grown(value * 2 + this.bit());
      if (this.bit() === 1) return value;
      value = grown((value - 1) * 2 + this.bit());
    }
  }
}

function grown(value: number): number {
  if (value > 2 ** 32) throw new RangeError('the packed bytes name a place that cannot be');
  return value;
}

const OFFSET_END = 0xffffffff;

/**
 * Unpacks what UPX's NRV methods have packed (UCL's n2b, n2d and n2e). https://www.oberhumer.com/opensource/ucl/
 * Throws a RangeError where the bytes make no sense.
 * @param size bytes that come out
 */
export function unpackNrv(packed: Uint8Array, size: number, { variant, wordBytes }: NrvMethod): Buffer {
  const bits = new Bits(packed, wordBytes);
  const out = Buffer.alloc(size);
  let [at, lastOffset] = [0, 1];
  while (at < size) {
    while (bits.bit() === 1 && at < size) out[at++] = bits.byte();
    if (at >= size) break;
    const match = nextMatch(bits, lastOffset, variant);
    if (match === undefined) break;
    lastOffset = match.offset;
    if (match.offset > at) throw new RangeError('the packed bytes point before their beginning');
    for (let left = match.length; left > 0 && at < size; left--, at++) out[at] = out[at - match.offset] ?? 0;
  }
  if (at < size) throw new RangeError('the packed bytes hold less than they say');
  return out;
}

function nextMatch(
  bits: Bits,
  last: number,
  variant: NrvMethod['variant'],
): { offset: number; length: number } | undefined {
  const found = variant === 'b' ? offsetB(bits, last) : offsetD(bits, last);
  if (found === undefined) return undefined;
  const length =
    variant === 'b' ? lengthB(bits) : variant === 'd' ? lengthD(bits, found.low) : lengthE(bits, found.low);
  const far = found.offset > (variant === 'b' ? 0xd00 : 0x500) ? 1 : 0;
  return { offset: found.offset, length: length + far + 1 };
}

interface Offset {
  readonly offset: number;
  /** The first bit of the length, which NRV2D and NRV2E keep in the offset. */
  readonly low: number;
}

function offsetB(bits: Bits, last: number): Offset | undefined {
  const value = bits.marked();
  if (value === 2) return { offset: last, low: 0 };
  const offset = (value - 3) * 256 + bits.byte();
  return offset === OFFSET_END ? undefined : { offset: offset + 1, low: 0 };
}

function offsetD(bits: Bits, last: number): Offset | undefined {
  const value = bits.markedPairs();
  if (value === 2) return { offset: last, low: bits.bit() };
  const offset = (value - 3) * 256 + bits.byte();
  return offset === OFFSET_END ? undefined : { offset: Math.floor(offset / 2) + 1, low: 1 - (offset % 2) };
}

function lengthB(bits: Bits): number {
  const length = bits.bit() * 2 + bits.bit();
  return length > 0 ? length : bits.marked() + 2;
}

function lengthD(bits: Bits, low: number): number {
  const length = low * 2 + bits.bit();
  return length > 0 ? length : bits.marked() + 2;
}

function lengthE(bits: Bits, low: number): number {
  if (low === 1) return 1 + bits.bit();
  if (bits.bit() === 1) return 3 + bits.bit();
  return bits.marked() + 3;
}
