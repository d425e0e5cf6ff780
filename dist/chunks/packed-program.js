import { isElf, parseHeader, segmentEntrySize, parseSegments, Fields, SegmentType, inflateRawSync } from './start.js';
import { ActionError } from './boot.js';

// src/binary/upx/lzma.ts
var TOP = 2 ** 24;
var MODEL_BITS = 11;
var HALF = 1 << MODEL_BITS - 1;
var RangeDecoder = class {
  #bytes;
  #at = 1;
  #range = 4294967295;
  #code = 0;
  constructor(bytes) {
    this.#bytes = bytes;
    for (let index = 0; index < 4; index++) this.#code = (this.#code << 8 | this.#byte()) >>> 0;
  }
  #byte() {
    const byte = this.#bytes[this.#at++];
    if (byte === void 0) throw new RangeError("the packed bytes end too early");
    return byte;
  }
  #normalize() {
    if (this.#range >= TOP) return;
    this.#range = this.#range << 8 >>> 0;
    this.#code = (this.#code << 8 | this.#byte()) >>> 0;
  }
  bit(model, index) {
    const probability = model[index] ?? HALF;
    const bound = (this.#range >>> MODEL_BITS) * probability;
    const bit = this.#code < bound ? 0 : 1;
    if (bit === 0) {
      this.#range = bound;
      model[index] = probability + (2 ** MODEL_BITS - probability >> 5);
    } else {
      this.#range -= bound;
      this.#code -= bound;
      model[index] = probability - (probability >> 5);
    }
    this.#normalize();
    return bit;
  }
  direct(count) {
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
  tree(model, start, bits) {
    let node = 1;
    for (let left = bits; left > 0; left--) node = node * 2 + this.bit(model, start + node);
    return node - 2 ** bits;
  }
  reverseTree(model, start, bits) {
    let [node, value] = [1, 0];
    for (let index = 0; index < bits; index++) {
      const bit = this.bit(model, start + node);
      node = node * 2 + bit;
      value += bit * 2 ** index;
    }
    return value;
  }
};
var Lengths = class {
  #choice = models(2);
  #low = models(16 << 3);
  #middle = models(16 << 3);
  #high = models(256);
  read(range, position) {
    if (range.bit(this.#choice, 0) === 0) return 2 + range.tree(this.#low, position << 3, 3);
    if (range.bit(this.#choice, 1) === 0) return 10 + range.tree(this.#middle, position << 3, 3);
    return 18 + range.tree(this.#high, 0, 8);
  }
};
function models(count) {
  return new Uint16Array(count).fill(HALF);
}
function unpackLzma(packed, size) {
  const [first = 0, second = 0] = packed;
  const properties = { literalContext: second & 15, literalPosition: second >> 4, position: first & 7 };
  const { literalContext, literalPosition, position } = properties;
  if (literalContext > 8 || literalPosition > 4 || position > 4) throw new RangeError("the properties cannot be");
  return new LzmaDecoder(packed.subarray(2), size, properties).decode();
}
var LzmaDecoder = class {
  #range;
  #out;
  #properties;
  #literals;
  #isMatch = models(12 << 4);
  #isRepeat = models(12);
  #isRepeat0 = models(12);
  #isRepeat0Long = models(12 << 4);
  #isRepeat1 = models(12);
  #isRepeat2 = models(12);
  #slots = models(4 << 6);
  #special = models(128);
  #align = models(16);
  #lengths = new Lengths();
  #repeatLengths = new Lengths();
  #offsets = [0, 0, 0, 0];
  #state = 0;
  #at = 0;
  constructor(packed, size, properties) {
    this.#range = new RangeDecoder(packed);
    this.#out = Buffer.alloc(size);
    this.#properties = properties;
    this.#literals = models(768 << properties.literalContext + properties.literalPosition);
  }
  decode() {
    while (this.#at < this.#out.length) {
      const position = this.#at & (1 << this.#properties.position) - 1;
      if (this.#range.bit(this.#isMatch, (this.#state << 4) + position) === 0) this.#literal();
      else if (this.#range.bit(this.#isRepeat, this.#state) === 0) this.#match(position);
      else this.#repeat(position);
    }
    return this.#out;
  }
  #literal() {
    const { literalContext, literalPosition } = this.#properties;
    const before = this.#out[this.#at - 1] ?? 0;
    const place = ((this.#at & (1 << literalPosition) - 1) << literalContext) + (before >> 8 - literalContext);
    const start = place * 768;
    let symbol = 1;
    if (this.#state >= 7) {
      let matched = this.#out[this.#at - this.#offsets[0] - 1] ?? 0;
      while (symbol < 256) {
        const bit = matched >> 7 & 1;
        matched = matched << 1 & 255;
        const read = this.#range.bit(this.#literals, start + (1 + bit << 8) + symbol);
        symbol = symbol * 2 + read;
        if (read !== bit) break;
      }
    }
    while (symbol < 256) symbol = symbol * 2 + this.#range.bit(this.#literals, start + symbol);
    this.#out[this.#at++] = symbol & 255;
    this.#state = this.#state < 4 ? 0 : this.#state < 10 ? this.#state - 3 : this.#state - 6;
  }
  #match(position) {
    const length = this.#lengths.read(this.#range, position);
    const [a, b, c] = this.#offsets;
    this.#offsets = [this.#distance(length), a, b, c];
    this.#state = this.#state < 7 ? 7 : 10;
    this.#copy(length);
  }
  #distance(length) {
    const slot = this.#range.tree(this.#slots, Math.min(length - 2, 3) << 6, 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const base = (2 | slot & 1) * 2 ** bits;
    if (slot < 14) return base + this.#range.reverseTree(this.#special, base - slot, bits);
    return base + this.#range.direct(bits - 4) * 16 + this.#range.reverseTree(this.#align, 0, 4);
  }
  #repeat(position) {
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
  #copy(length) {
    const from = this.#offsets[0] + 1;
    if (from > this.#at) throw new RangeError("the packed bytes point before their beginning");
    for (let left = length; left > 0 && this.#at < this.#out.length; left--, this.#at++) {
      this.#out[this.#at] = this.#out[this.#at - from] ?? 0;
    }
  }
};

// src/binary/upx/nrv.ts
var METHODS = {
  2: { variant: "b", wordBytes: 4 },
  3: { variant: "b", wordBytes: 1 },
  4: { variant: "b", wordBytes: 2 },
  5: { variant: "d", wordBytes: 4 },
  6: { variant: "d", wordBytes: 1 },
  7: { variant: "d", wordBytes: 2 },
  8: { variant: "e", wordBytes: 4 },
  9: { variant: "e", wordBytes: 1 },
  10: { variant: "e", wordBytes: 2 }
};
function nrvMethod(number) {
  return METHODS[number];
}
var Bits = class {
  #bytes;
  #wordBytes;
  #at = 0;
  #word = 0;
  #left = 0;
  constructor(bytes, wordBytes) {
    this.#bytes = bytes;
    this.#wordBytes = wordBytes;
  }
  byte() {
    const byte = this.#bytes[this.#at++];
    if (byte === void 0) throw new RangeError("the packed bytes end too early");
    return byte;
  }
  bit() {
    if (this.#left === 0) {
      this.#word = 0;
      for (let index = 0; index < this.#wordBytes; index++) this.#word |= this.byte() << 8 * index;
      this.#left = 8 * this.#wordBytes;
    }
    this.#left -= 1;
    return this.#word >>> this.#left & 1;
  }
  /** A number of any length, its end marked in the stream: NRV2B's way. */
  marked() {
    let value = 1;
    do
      value = grown(value * 2 + this.bit());
    while (this.bit() === 0);
    return value;
  }
  /** The same for offsets, where NRV2D and NRV2E put two bits a round. */
  markedPairs() {
    for (let value = 1; ; ) {
      value = grown(value * 2 + this.bit());
      if (this.bit() === 1) return value;
      value = grown((value - 1) * 2 + this.bit());
    }
  }
};
function grown(value) {
  if (value > 2 ** 32) throw new RangeError("the packed bytes name a place that cannot be");
  return value;
}
var OFFSET_END = 4294967295;
function unpackNrv(packed, size, { variant, wordBytes }) {
  const bits = new Bits(packed, wordBytes);
  const out = Buffer.alloc(size);
  let [at, lastOffset] = [0, 1];
  while (at < size) {
    while (bits.bit() === 1 && at < size) out[at++] = bits.byte();
    if (at >= size) break;
    const match = nextMatch(bits, lastOffset, variant);
    if (match === void 0) break;
    lastOffset = match.offset;
    if (match.offset > at) throw new RangeError("the packed bytes point before their beginning");
    for (let left = match.length; left > 0 && at < size; left--, at++) out[at] = out[at - match.offset] ?? 0;
  }
  if (at < size) throw new RangeError("the packed bytes hold less than they say");
  return out;
}
function nextMatch(bits, last, variant) {
  const found = variant === "b" ? offsetB(bits, last) : offsetD(bits, last);
  if (found === void 0) return void 0;
  const length = variant === "b" ? lengthB(bits) : variant === "d" ? lengthD(bits, found.low) : lengthE(bits, found.low);
  const far = found.offset > (variant === "b" ? 3328 : 1280) ? 1 : 0;
  return { offset: found.offset, length: length + far + 1 };
}
function offsetB(bits, last) {
  const value = bits.marked();
  if (value === 2) return { offset: last, low: 0 };
  const offset = (value - 3) * 256 + bits.byte();
  return offset === OFFSET_END ? void 0 : { offset: offset + 1, low: 0 };
}
function offsetD(bits, last) {
  const value = bits.markedPairs();
  if (value === 2) return { offset: last, low: bits.bit() };
  const offset = (value - 3) * 256 + bits.byte();
  return offset === OFFSET_END ? void 0 : { offset: Math.floor(offset / 2) + 1, low: 1 - offset % 2 };
}
function lengthB(bits) {
  const length = bits.bit() * 2 + bits.bit();
  return length > 0 ? length : bits.marked() + 2;
}
function lengthD(bits, low) {
  const length = low * 2 + bits.bit();
  return length > 0 ? length : bits.marked() + 2;
}
function lengthE(bits, low) {
  if (low === 1) return 1 + bits.bit();
  if (bits.bit() === 1) return 3 + bits.bit();
  return bits.marked() + 3;
}

// src/binary/upx/packed-program.ts
var MARK = Buffer.from("UPX!", "latin1");
var HEAD = 4096;
var TAIL = 64;
var LOADER_INFO_REST = 8;
var PROGRAM_INFO = 12;
var BLOCK_INFO = 12;
var MAX_HEADERS = 65536;
var MAX_BLOCK = 4 << 20;
async function readPacked(file) {
  const head = await file.bytes(0, HEAD);
  const mark = head.indexOf(MARK);
  if (mark === -1) {
    if ((await file.bytes(Math.max(0, file.size - TAIL), TAIL)).includes(MARK)) throw unseen(file.name);
    return void 0;
  }
  try {
    return await unpackHeaders(file, mark + LOADER_INFO_REST + PROGRAM_INFO);
  } catch (error) {
    if (error instanceof ActionError) throw error;
    throw unseen(file.name, error);
  }
}
async function unpackHeaders(file, at) {
  const block = await readBlock(file, at);
  const bytes = await unpack(file, block, MAX_HEADERS);
  if (!isElf(bytes)) throw new RangeError("the first block holds no ELF header");
  const header = parseHeader(file.name, bytes);
  const { offset, entrySize, count } = header.segments;
  const end = offset + entrySize * count;
  if (entrySize !== segmentEntrySize(header.bits) || end > bytes.length) throw new RangeError("segments are missing");
  const segments = parseSegments(new Fields(bytes.subarray(offset, end), header));
  const asked = segments.find(({ type }) => type === SegmentType.interpreter);
  const path = asked && await interpreterIn(file, block, asked);
  return { header, segments, interpreter: asked && (path || "that its packed part names") };
}
async function interpreterIn(file, headers, { offset, fileSize }) {
  try {
    const second = await readBlock(file, headers.offset + headers.packed);
    const at = offset - headers.unpacked;
    if (at < 0 || at + fileSize > second.unpacked) return void 0;
    return new Fields(await unpack(file, second, MAX_BLOCK), file.header).text(at, fileSize);
  } catch {
    return void 0;
  }
}
async function readBlock(file, at) {
  const info = await file.fields(at, BLOCK_INFO);
  return { offset: at + BLOCK_INFO, unpacked: info.u32(0), packed: info.u32(4), method: info.u8(8) };
}
async function unpack(file, { offset, unpacked, packed, method }, limit) {
  if (unpacked === 0 || unpacked > limit || packed === 0 || packed > unpacked)
    throw new RangeError("a block that cannot be");
  const bytes = await file.bytes(offset, packed);
  if (bytes.length < packed) throw new RangeError("a block that is cut off");
  if (packed === unpacked) return bytes;
  const nrv = nrvMethod(method);
  if (nrv !== void 0) return unpackNrv(bytes, unpacked, nrv);
  if (method === 14) return unpackLzma(bytes, unpacked);
  if (method === 15) return inflateRawSync(bytes, { maxOutputLength: unpacked });
  throw new RangeError(`a method that is not known here (${method})`);
}
function unseen(name, cause) {
  const message = `${name} is packed by UPX in a way that hides whether it needs a loader, so it may not start`;
  return new ActionError("binary", message, {
    cause,
    hint: "Unpack it (`upx -d`), or publish what the compiler wrote: layers are compressed anyway."
  });
}

export { readPacked };
