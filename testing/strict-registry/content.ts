import { createReadStream } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';

/** Bytes that grow while they arrive and are read any number of times afterwards. */
export interface Content {
  readonly size: number;
  append(bytes: Buffer): Promise<void> | void;
  /** From `start` up to, but not including, `end`. */
  stream(start: number, end: number): Readable;
  close(): Promise<void>;
  remove(): Promise<void>;
}

export class MemoryContent implements Content {
  size = 0;
  #parts: Buffer[] = [];

  append(bytes: Buffer): void {
    this.#parts.push(bytes);
    this.size += bytes.length;
  }

  stream(start: number, end: number): Readable {
    return Readable.from(this.#slices(start, end), { objectMode: false });
  }

  async close(): Promise<void> {}

  async remove(): Promise<void> {
    this.#parts = [];
  }

  *#slices(start: number, end: number): Iterable<Buffer> {
    let position = 0;
    for (const part of this.#parts) {
      const slice = part.subarray(Math.max(0, start - position), Math.max(0, end - position));
      if (slice.length > 0) yield slice;
      position += part.length;
    }
  }
}

/** For blobs that would not fit into memory. */
export class FileContent implements Content {
  size = 0;
  readonly #path: string;
  #handle: FileHandle | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  async append(bytes: Buffer): Promise<void> {
    this.#handle ??= await open(this.#path, 'w');
    await this.#handle.write(bytes, 0, bytes.length, this.size);
    this.size += bytes.length;
  }

  stream(start: number, end: number): Readable {
    if (end <= start) return Readable.from([]);
    return createReadStream(this.#path, { start, end: end - 1 });
  }

  async close(): Promise<void> {
    await this.#handle?.close();
    this.#handle = undefined;
  }

  async remove(): Promise<void> {
    await this.close();
    await rm(this.#path, { force: true });
  }
}
