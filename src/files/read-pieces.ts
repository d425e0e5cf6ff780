import type { FileHandle } from 'node:fs/promises';
import { changedError } from './file-identity.ts';

const PIECE = 1024 * 1024;

/** Exactly `length` bytes; fails where the file has become shorter. */
export async function readExactly(name: string, handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  for (let filled = 0; filled < length; ) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, offset + filled);
    if (bytesRead === 0) throw changedError(name);
    filled += bytesRead;
  }
  return buffer;
}

export async function* pieces(name: string, handle: FileHandle, start: number, end: number): AsyncIterable<Uint8Array> {
  for (let at = start; at < end; at += PIECE) yield await readExactly(name, handle, at, Math.min(PIECE, end - at));
}
