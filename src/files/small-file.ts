import { bytesSource } from './bytes-source.ts';
import { DiskFile, type Sight } from './disk-file.ts';
import type { DiskRoot } from './disk-root.ts';

/** A file that was read when it was found. A view of its bytes would take more memory than most such files. */
export class SmallFile extends DiskFile {
  readonly #memory: ArrayBufferLike;
  readonly #start: number;

  constructor(root: DiskRoot, below: string, bytes: Uint8Array, sight: Sight) {
    super(root, below, bytes.length, sight);
    this.#memory = bytes.buffer;
    this.#start = bytes.byteOffset;
  }

  get bytes(): Uint8Array {
    return new Uint8Array(this.#memory, this.#start, this.size);
  }

  read(offset: number, length: number): Promise<Uint8Array> {
    return bytesSource(this.name, this.bytes).read(offset, length);
  }

  stream(start?: number, end?: number): AsyncIterable<Uint8Array> {
    return bytesSource(this.name, this.bytes).stream(start, end);
  }

  async assertUnchanged(): Promise<void> {}
}
