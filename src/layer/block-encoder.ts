import { crc32 } from 'node:zlib';
import type { Block, DeflatedBlock } from './block.ts';
import { PieceReader } from './piece-reader.ts';

/** What encoder/wasm.c exports. Addresses are those of its memory. */
interface DeflateExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  /** Bytes of the largest block. */
  blockSize(): number;
  input(): number;
  output(): number;
  /** Compresses what lies at the input: a dictionary, then a block. Returns how many bytes lie at the output. */
  deflate(dictionary: number, length: number, last: number, thorough: number): number;
}

/** Our encoder on one thread. Files are read straight into its memory. */
export class BlockEncoder {
  readonly #exports: DeflateExports;
  readonly #input: Uint8Array;
  readonly #output: Uint8Array;
  readonly #reader = new PieceReader();

  constructor(module: WebAssembly.Module) {
    this.#exports = new WebAssembly.Instance(module).exports as DeflateExports;
    const { memory, input, output } = this.#exports;
    // The memory never grows, so these views stay.
    this.#input = new Uint8Array(memory.buffer, input());
    this.#output = new Uint8Array(memory.buffer, output());
  }

  compress({ pieces, dictionary, length, last, thorough = false }: Block): DeflatedBlock {
    const end = this.#reader.read(pieces, this.#input);
    if (end !== dictionary + length || length > this.#exports.blockSize())
      throw new Error('the block has another size');
    const size = this.#exports.deflate(dictionary, length, last ? 1 : 0, thorough ? 1 : 0);
    return { bytes: this.#output.slice(0, size), crc: crc32(this.#input.subarray(dictionary, end)) };
  }

  close(): void {
    this.#reader.close();
  }
}
