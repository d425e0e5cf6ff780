import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/layer/compress-worker.ts
import { parentPort, workerData } from "node:worker_threads";

// src/errors.ts
function messageOf(thrown) {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

// src/layer/block-encoder.ts
import { crc32 } from "node:zlib";

// src/layer/piece-reader.ts
import { closeSync, openSync, readSync } from "node:fs";
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

// src/layer/compress-worker.ts
var encoder = new BlockEncoder(workerData);
parentPort?.on("message", ({ id, block }) => {
  try {
    const result = encoder.compress(block);
    parentPort?.postMessage({ id, result }, [result.bytes.buffer]);
  } catch (error) {
    parentPort?.postMessage({ id, error: messageOf(error) });
  }
});
