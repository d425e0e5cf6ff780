const TOP = 2 ** 24;
const MODEL_BITS = 11;
const HALF = 1 << (MODEL_BITS - 1);

/** A binary range decoder. https://github.com/jljusten/LZMA-SDK/blob/master/DOC/lzma-specification.txt */
class RangeDecoder {
  readonly #bytes: Uint8Array;
  #at = 1;
  #range = 0xffffffff;
  #code = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    for (let index = 0; index < 4; index++) this.#code = ((this.#code << 8) | this.#byte()) >>> 0;
  }

  #byte(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw new RangeError('the packed bytes end too early');
    return byte;
  }

  #normalize(): void {
    if (this.#range >= TOP) return;
    this.#range = (this.#range << 8) >>> 0;
    this.#code = ((this.#code << 8) | this.#byte()) >>> 0;
  }

  bit(model: Uint16Array, index: number): number {
    const probability = model[index] ?? HALF;
    const bound = (this.#range >>> MODEL_BITS) * probability;
    const bit = this.#code < bound ? 0 : 1;
    if (bit === 0) {
      this.#range = bound;
      model[index] = probability + ((2 ** MODEL_BITS - probability) >> 5);
    } else {
      this.#range -= bound;
      this.#code -= bound;
      model[index] = probability - (probability >> 5);
    }
    this.#normalize();
    return bit;
  }

  direct(count: number): number {
    let value = 0;
    for (let left = count; left > 0; left--) {
      this.#range >>>= 1;
      const bit = this.#code >= this.#range ? 1 : 0;
      if (bit === 1) this.#code -= this.#range;
      this.#normalize();
      value = value * 2 + bit;
    }
    return value;
  }

  tree(model: Uint16Array, start: number, bits: number): number {
    let node = 1;
    for (let left = bits; left > 0; left--) node = node * 2 + this.bit(model, start + node);
    return node - 2 ** bits;
  }

  reverseTree(model: Uint16Array, start: number, bits: number): number {
    let [node, value] = [1, 0];
    for (let index = 0; index < bits; index++) {
      const bit = this.bit(model, start + node);
      node = node * 2 + bit;
      value += bit * 2 ** index;
    }
    return value;
  }
}

/** The lengths of matches, or of repeated ones. */
class Lengths {
  readonly #choice = models(2);
  readonly #low = models(16 << 3);
  readonly #middle = models(16 << 3);
  readonly #high = models(256);

  read(range: RangeDecoder, position: number): number {
    if (range.bit(this.#choice, 0) === 0) return 2 + range.tree(this.#low, position << 3, 3);
    if (range.bit(this.#choice, 1) === 0) return 10 + range.tree(this.#middle, position << 3, 3);
    return 18 + range.tree(this.#high, 0, 8);
  }
}

function models(count: number): Uint16Array {
  return new Uint16Array(count).fill(HALF);
}

/** How many bits of the last byte and of the place choose a model. */
interface Properties {
  readonly literalContext: number;
  readonly literalPosition: number;
  readonly position: number;
}

/**
 * Unpacks a raw LZMA stream behind UPX's own two bytes of properties.
 * https://github.com/upx/upx/blob/devel/src/compress/compress_lzma.cpp Throws a RangeError where the bytes make no sense.
 * @param size bytes that come out
 */
export function unpackLzma(packed: Uint8Array, size: number): Buffer {
  const [first = 0, second = 0] = packed;
  const properties = { literalContext: second & 15, literalPosition: second >> 4, position: first & 7 };
  const { literalContext, literalPosition, position } = properties;
  if (literalContext > 8 || literalPosition > 4 || position > 4) throw new RangeError('the properties cannot be');
  return new LzmaDecoder(packed.subarray(2), size, properties).decode();
}

class LzmaDecoder {
  readonly #range: RangeDecoder;
  readonly #out: Buffer;
  readonly #properties: Properties;
  readonly #literals: Uint16Array;
  readonly #isMatch = models(12 << 4);
  readonly #isRepeat = models(12);
  readonly #isRepeat0 = models(12);
  readonly #isRepeat0Long = models(12 << 4);
  readonly #isRepeat1 = models(12);
  readonly #isRepeat2 = models(12);
  readonly #slots = models(4 << 6);
  readonly #special = models(128);
  readonly #align = models(16);
  readonly #lengths = new Lengths();
  readonly #repeatLengths = new Lengths();
  #offsets: [number, number, number, number] = [0, 0, 0, 0];
  #state = 0;
  #at = 0;

  constructor(packed: Uint8Array, size: number, properties: Properties) {
    this.#range = new RangeDecoder(packed);
    this.#out = Buffer.alloc(size);
    this.#properties = properties;
    this.#literals = models(0x300 << (properties.literalContext + properties.literalPosition));
  }

  decode(): Buffer {
    while (this.#at < this.#out.length) {
      const position = this.#at & ((1 << this.#properties.position) - 1);
      if (this.#range.bit(this.#isMatch, (this.#state << 4) + position) === 0) this.#literal();
      else if (this.#range.bit(this.#isRepeat, this.#state) === 0) this.#match(position);
      else this.#repeat(position);
    }
    return this.#out;
  }

  #literal(): void {
    const { literalContext, literalPosition } = this.#properties;
    const before = this.#out[this.#at - 1] ?? 0;
    const place = ((this.#at & ((1 << literalPosition) - 1)) << literalContext) + (before >> (8 - literalContext));
    const start = place * 0x300;
    let symbol = 1;
    if (this.#state >= 7) {
      let matched = this.#out[this.#at - this.#offsets[0] - 1] ?? 0;
      while (symbol < 0x100) {
        const bit = (matched >> 7) & 1;
        matched = (matched << 1) & 0xff;
        const read = this.#range.bit(this.#literals, start + ((1 + bit) << 8) + symbol);
        symbol = symbol * 2 + read;
        if (read !== bit) break;
      }
    }
    while (symbol < 0x100) symbol = symbol * 2 + this.#range.bit(this.#literals, start + symbol);
    this.#out[this.#at++] = symbol & 0xff;
    this.#state = this.#state < 4 ? 0 : this.#state < 10 ? this.#state - 3 : this.#state - 6;
  }

  #match(position: number): void {
    const length = this.#lengths.read(this.#range, position);
    const [a, b, c] = this.#offsets;
    this.#offsets = [this.#distance(length), a, b, c];
    this.#state = this.#state < 7 ? 7 : 10;
    this.#copy(length);
  }

  #distance(length: number): number {
    const slot = this.#range.tree(this.#slots, Math.min(length - 2, 3) << 6, 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const base = (2 | (slot & 1)) * 2 ** bits;
    if (slot < 14) return base + this.#range.reverseTree(this.#special, base - slot, bits);
    return base + this.#range.direct(bits - 4) * 16 + this.#range.reverseTree(this.#align, 0, 4);
  }

  #repeat(position: number): void {
    const [a, b, c, d] = this.#offsets;
    if (this.#range.bit(this.#isRepeat0, this.#state) === 0) {
      if (this.#range.bit(this.#isRepeat0Long, (this.#state << 4) + position) === 0) {
        this.#state = this.#state < 7 ? 9 : 11;
        this.#copy(1);
        return;
      }
    } else if (this.#range.bit(this.#isRepeat1, this.#state) === 0) this.#offsets = [b, a, c, d];
    else if (this.#range.bit(this.#isRepeat2, this.#state) === 0) this.#offsets = [c, a, b, d];
    else this.#offsets = [d, a, b, c];
    const length = this.#repeatLengths.read(this.#range, position);
    this.#state = this.#state < 7 ? 8 : 11;
    this.#copy(length);
  }

  #copy(length: number): void {
    const from = this.#offsets[0] + 1;
    if (from > this.#at) throw new RangeError('the packed bytes point before their beginning');
    for (let left = length; left > 0 && this.#at < this.#out.length; left--, this.#at++) {
      this.#out[this.#at] = this.#out[this.#at - from] ?? 0;
    }
  }
}
