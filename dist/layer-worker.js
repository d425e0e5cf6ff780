import { createRequire as __createRequire } from 'node:module';
const require = process.getBuiltinModule ?? __createRequire(import.meta.url);
var __require = /* @__PURE__ */ ((x) => typeof require !== "undefined" ? require : typeof Proxy !== "undefined" ? new Proxy(x, {
  get: (a, b) => (typeof require !== "undefined" ? require : a)[b]
}) : x)(function(x) {
  if (typeof require !== "undefined") return require.apply(this, arguments);
  throw Error('Dynamic require of "' + x + '" is not supported');
});

// builtin:node:worker_threads
var builtin = __require("node:worker_threads");
var MessageChannel = /* @__PURE__ */ (() => builtin.MessageChannel)();
var receiveMessageOnPort = /* @__PURE__ */ (() => builtin.receiveMessageOnPort)();
var parentPort = /* @__PURE__ */ (() => builtin.parentPort)();

// src/errors.ts
function messageOf(thrown) {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

// src/free-memory.ts
function freeMemory({ buffer, length }) {
  if (length === 0 || buffer.byteLength !== length || !(buffer instanceof ArrayBuffer)) return;
  if (hasTransfer(buffer)) buffer.transfer(0);
  else nowhere().postMessage(void 0, [buffer]);
}
function hasTransfer(buffer) {
  return "transfer" in buffer;
}
var closed;
function nowhere() {
  if (closed === void 0) {
    closed = new MessageChannel().port1;
    closed.close();
  }
  return closed;
}

// builtin:node:zlib
var builtin2 = __require("node:zlib");
var crc32 = /* @__PURE__ */ (() => builtin2.crc32)();

// builtin:node:fs
var builtin3 = __require("node:fs");
var closeSync = /* @__PURE__ */ (() => builtin3.closeSync)();
var openSync = /* @__PURE__ */ (() => builtin3.openSync)();
var readSync = /* @__PURE__ */ (() => builtin3.readSync)();

// src/layer/piece-reader.ts
var PieceReader = class {
  #open;
  /** Fills `target` from `at` on; returns where the pieces end. */
  read(pieces, target, at = 0) {
    let end = at;
    for (const piece of pieces) {
      if ("bytes" in piece) target.set(piece.bytes, end);
      else this.#readFile(piece, target.subarray(end, end + piece.length));
      end += "bytes" in piece ? piece.bytes.length : piece.length;
    }
    return end;
  }
  close() {
    if (this.#open !== void 0) closeSync(this.#open.descriptor);
    this.#open = void 0;
  }
  #readFile({ path, position, length }, target) {
    const descriptor = this.#descriptor(path);
    for (let done = 0; done < length; ) {
      const count = readSync(descriptor, target, done, length - done, position + done);
      if (count === 0) throw new Error(`${path} became shorter while it was read`);
      done += count;
    }
  }
  #descriptor(path) {
    if (this.#open?.path === path) return this.#open.descriptor;
    this.close();
    this.#open = { path, descriptor: openSync(path, "r") };
    return this.#open.descriptor;
  }
};

// src/layer/block-encoder.ts
var BlockEncoder = class {
  #exports;
  #input;
  #output;
  #reader = new PieceReader();
  constructor(module) {
    this.#exports = new WebAssembly.Instance(module).exports;
    const { memory, input, output } = this.#exports;
    this.#input = new Uint8Array(memory.buffer, input());
    this.#output = new Uint8Array(memory.buffer, output());
  }
  compress({ pieces, dictionary, length, last, thorough = false }) {
    const end = this.#reader.read(pieces, this.#input);
    if (end !== dictionary + length || length > this.#exports.blockSize())
      throw new Error("the block has another size");
    const size = this.#exports.deflate(dictionary, length, last ? 1 : 0, thorough ? 1 : 0);
    return { bytes: this.#output.slice(0, size), crc: crc32(this.#input.subarray(dictionary, end)) };
  }
  close() {
    this.#reader.close();
  }
};

// builtin:node:crypto
var builtin4 = __require("node:crypto");
var createHash = /* @__PURE__ */ (() => builtin4.createHash)();

// src/layer/tar-pieces.ts
var TarPieces = class _TarPieces {
  size;
  #parts;
  /** Where each part starts. */
  #starts;
  constructor(parts) {
    let at = 0;
    this.#parts = parts;
    this.#starts = parts.map((part) => {
      const start = at;
      at += sizeOf(part);
      return start;
    });
    this.size = at;
  }
  static of(tar) {
    return new _TarPieces(tar.segments.map(partOf));
  }
  /** A file by itself. */
  static ofFile(source) {
    return new _TarPieces([partOf({ kind: "file", source })]);
  }
  /** The whole as what can be sent to a worker; undefined where a file has no path. */
  get whole() {
    return this.#parts.every(isPiece) ? this.#parts : void 0;
  }
  /** The pieces of the bytes from `start` up to `end`. Files that have no path are read here. */
  async between(start, end) {
    const pieces = [];
    for (let index = this.#indexAt(start); index < this.#parts.length; index++) {
      const part = this.#parts[index];
      const base = this.#starts[index] ?? 0;
      if (part === void 0 || base >= end) break;
      const [from, to] = [Math.max(start - base, 0), Math.min(end - base, sizeOf(part))];
      if (from < to) pieces.push(await pieceOf(part, from, to));
    }
    return pieces;
  }
  #indexAt(at) {
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = low + high + 1 >> 1;
      if ((this.#starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return Math.max(low, 0);
  }
};
function freeOwn(pieces) {
  for (const piece of pieces) if ("bytes" in piece && piece.own === true) freeMemory(piece.bytes);
}
function isPiece(part) {
  return !("source" in part);
}
function partOf(segment) {
  if (segment.kind === "bytes") return { bytes: segment.bytes };
  const { source } = segment;
  return source.path === void 0 ? { source } : { path: source.path, position: 0, length: source.size };
}
function sizeOf(part) {
  if ("bytes" in part) return part.bytes.length;
  return "path" in part ? part.length : part.source.size;
}
async function pieceOf(part, from, to) {
  if ("bytes" in part) return { bytes: part.bytes.subarray(from, to) };
  if ("path" in part) return { path: part.path, position: part.position + from, length: to - from };
  return { bytes: await part.source.read(from, to - from), own: true };
}

// src/layer/hash-tar.ts
var SLICE_BYTES = 2 ** 18;
async function hashTar(tar, pause = async () => {
}) {
  const sha256 = createHash("sha256");
  let crc = 0;
  for await (const slice of readSlices(tar, pause)) {
    sha256.update(slice);
    crc = crc32(slice, crc);
  }
  return { diffId: `sha256:${sha256.digest("hex")}`, crc };
}
async function* readSlices(tar, pause) {
  const reader = new PieceReader();
  const buffer = new Uint8Array(Math.min(SLICE_BYTES, tar.size));
  try {
    for (let at = 0; at < tar.size; at += SLICE_BYTES) {
      await pause();
      const pieces = await tar.between(at, Math.min(at + SLICE_BYTES, tar.size));
      const end = reader.read(pieces, buffer);
      freeOwn(pieces);
      yield buffer.subarray(0, end);
    }
  } finally {
    reader.close();
  }
}

// src/layer/layer-worker.ts
var encoder;
var hashed = Promise.resolve();
parentPort?.on("message", take);
answer({ booted: true });
function take(task) {
  if ("encoder" in task) encoder ??= new BlockEncoder(task.encoder);
  else if ("block" in task) compress(task);
  else hashed = hashed.then(() => hash(task));
}
async function serve() {
  if (parentPort === null) return;
  for (let next = receiveMessageOnPort(parentPort); next !== void 0; next = receiveMessageOnPort(parentPort)) {
    take(next.message);
  }
}
function compress({ id, block }) {
  try {
    if (encoder === void 0) throw new Error("there is no encoder yet");
    const result = encoder.compress(block);
    answer({ id, result }, [result.bytes.buffer]);
    for (const piece of block.pieces) if ("bytes" in piece) freeMemory(piece.bytes);
  } catch (error) {
    answer({ id, error: messageOf(error) });
  }
}
async function hash({ id, tar }) {
  try {
    answer({ id, result: await hashTar(new TarPieces(tar), serve) });
  } catch (error) {
    answer({ id, error: messageOf(error) });
  }
}
function answer(message, transfer = []) {
  parentPort?.postMessage(message, transfer);
}
