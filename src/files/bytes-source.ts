import type { FileSource } from './file-source.ts';

/** A FileSource over bytes in memory; nobody may change them afterwards. */
export function bytesSource(name: string, bytes: Uint8Array): FileSource {
  return new BytesSource(name, bytes);
}

/** What reading comes to where the bytes are in memory. */
export abstract class MemorySource implements FileSource {
  abstract readonly name: string;
  abstract readonly size: number;
  abstract readonly bytes: Uint8Array;

  async read(offset: number, length: number): Promise<Uint8Array> {
    if (offset + length > this.size) throw new RangeError(`${this.name} has only ${this.size} bytes`);
    return this.bytes.subarray(offset, offset + length);
  }

  async *stream(start = 0, end: number = this.size): AsyncGenerator<Uint8Array> {
    if (end > start) yield this.bytes.subarray(start, end);
  }

  async assertUnchanged(): Promise<void> {}

  async close(): Promise<void> {}
}

class BytesSource extends MemorySource {
  readonly name: string;
  readonly size: number;
  readonly bytes: Uint8Array;

  constructor(name: string, bytes: Uint8Array) {
    super();
    this.name = name;
    this.size = bytes.length;
    this.bytes = bytes;
  }
}
