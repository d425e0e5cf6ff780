import type { FileSource } from './file-source.ts';

/** A FileSource over bytes in memory; nobody may change them afterwards. */
export function bytesSource(name: string, bytes: Uint8Array): FileSource {
  return new BytesSource(name, bytes);
}

/** A class, since an image can have many thousands of them: they share their methods. */
class BytesSource implements FileSource {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly size: number;

  constructor(name: string, bytes: Uint8Array) {
    this.name = name;
    this.bytes = bytes;
    this.size = bytes.length;
  }

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
