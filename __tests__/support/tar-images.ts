import { open, stat } from 'node:fs/promises';
import type { FileSource } from '../../src/files/file-source.ts';
import type { TarImage, TarSegment } from '../../src/rootfs/tar-image.ts';

/** A TarImage of these segments; what is in them need not be a tar. */
export function tarImageOf(...segments: (Uint8Array | FileSource)[]): TarImage {
  const sources = segments.filter((segment): segment is FileSource => !(segment instanceof Uint8Array));
  return {
    size: segments.reduce((sum, segment) => sum + (segment instanceof Uint8Array ? segment.length : segment.size), 0),
    segments: segments.map(
      (segment): TarSegment =>
        segment instanceof Uint8Array ? { kind: 'bytes', bytes: segment } : { kind: 'file', source: segment },
    ),
    assertUnchanged: async () => {
      for (const source of sources) await source.assertUnchanged();
    },
  };
}

/** A source without a path: whoever wants its bytes must ask it. */
export function memorySource(bytes: Uint8Array): FileSource {
  return {
    name: 'memory',
    size: bytes.length,
    read: async (offset, length) => bytes.slice(offset, offset + length),
    stream: async function* (start = 0, end = bytes.length) {
      yield bytes.subarray(start, end);
    },
    assertUnchanged: async () => {},
    close: async () => {},
  };
}

/** A source with a path, which tells when the file's size or time have changed. */
export async function fileSource(path: string): Promise<FileSource> {
  const before = await stat(path);
  const read = async (offset: number, length: number) => {
    const file = await open(path);
    try {
      const bytes = Buffer.alloc(length);
      await file.read(bytes, 0, length, offset);
      return bytes;
    } finally {
      await file.close();
    }
  };
  return {
    name: path,
    path,
    size: before.size,
    read,
    stream: async function* (start = 0, end = before.size) {
      for (let at = start; at < end; at += 65536) yield await read(at, Math.min(65536, end - at));
    },
    assertUnchanged: async () => {
      const now = await stat(path);
      if (now.size !== before.size || now.mtimeMs !== before.mtimeMs) throw new Error(`${path} changed`);
    },
    close: async () => {},
  };
}

/** As in seeded.ts: a look at a global takes a microsecond. */
const { imul } = Math;

/** Bytes that are the same in every run: some of it random, some of it repeated, as in a binary. */
export function sampleBytes(size: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(size);
  let state = seed >>> 0 || 1;
  const next = () => {
    state = (imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 8;
  };
  for (let at = 0; at < size; ) {
    const length = Math.min(1 + (next() % 64), size - at);
    const from = at > 300 && next() % 3 > 0 ? at - 1 - (next() % 300) : -1;
    for (let index = 0; index < length; index++) bytes[at + index] = from < 0 ? next() : (bytes[from + index] ?? 0);
    at += length;
  }
  return bytes;
}

/** All that an iteration gives, in one piece. */
export async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}
