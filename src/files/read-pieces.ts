import { readSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { changedError } from './file-identity.ts';

const PIECE = 1024 * 1024;

/** Up to so many bytes, a trip through the thread pool takes longer than the read: a program's headers are a dozen of such reads. */
const SMALL = 64 * 1024;

/** Exactly `length` bytes; fails where the file has become shorter. */
export async function readExactly(name: string, handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  for (let filled = 0; filled < length; ) {
    const part = [buffer, filled, length - filled, offset + filled] as const;
    const count = length <= SMALL ? readSync(handle.fd, ...part) : (await handle.read(...part)).bytesRead;
    if (count === 0) throw changedError(name);
    filled += count;
  }
  return buffer;
}

export async function* pieces(name: string, handle: FileHandle, start: number, end: number): AsyncIterable<Uint8Array> {
  for (let at = start; at < end; at += PIECE) yield await readExactly(name, handle, at, Math.min(PIECE, end - at));
}
