import { MemorySource } from './bytes-source.ts';
import { type DiskRoot, fileAt, nameAt } from './disk-root.ts';

/**
 * A file that was read when it was found. There can be 100,000 of them, and what stays of each decides how much memory a
 * run takes: its texts and the view of its bytes are made where they are asked for.
 */
export class SmallFile extends MemorySource {
  readonly size: number;
  readonly #root: DiskRoot;
  readonly #below: string;
  readonly #memory: ArrayBufferLike;
  readonly #start: number;

  /** @param below its path below the root; empty = it is the root */
  constructor(root: DiskRoot, below: string, bytes: Uint8Array) {
    super();
    this.size = bytes.length;
    this.#root = root;
    this.#below = below;
    this.#memory = bytes.buffer;
    this.#start = bytes.byteOffset;
  }

  get name(): string {
    return nameAt(this.#root, this.#below);
  }

  get path(): string {
    return fileAt(this.#root, this.#below);
  }

  get bytes(): Uint8Array {
    return new Uint8Array(this.#memory, this.#start, this.size);
  }
}
