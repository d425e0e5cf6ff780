import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Digest } from '../oci/digest.ts';
import { PieceReader } from './piece-reader.ts';
import { freeOwn, type TarPieces } from './tar-pieces.ts';

/** Small enough that the second-level cache holds it for both sums. */
const SLICE_BYTES = 2 ** 18;

export interface TarHash {
  readonly diffId: Digest;
  /** CRC-32, to compare with that of the bytes that were compressed. */
  readonly crc: number;
}

/** A tar on its way to its sums. */
export interface Hashing {
  readonly result: Promise<TarHash>;
  /** Nobody waits for the sums just now: on the thread that makes them, compression may go first. */
  deprioritize(): void;
  /** They are waited for after all. */
  prioritize(): void;
}

/** Reads a tar once, with a `pause` before every slice. */
export async function hashTar(tar: TarPieces, pause: () => Promise<void> = async () => {}): Promise<TarHash> {
  const sha256 = createHash('sha256');
  let crc = 0;
  for await (const slice of readSlices(tar, pause)) {
    sha256.update(slice);
    crc = crc32(slice, crc);
  }
  return { diffId: `sha256:${sha256.digest('hex')}`, crc };
}

/** All slices are in one buffer: memory of its own for each took a push 40 ms. So a slice is gone with the next one. */
async function* readSlices(tar: TarPieces, pause: () => Promise<void>): AsyncGenerator<Uint8Array, void> {
  const reader = new PieceReader();
  const buffer = new Uint8Array(Math.min(SLICE_BYTES, tar.size));
  try {
    for (let at = 0; at < tar.size; at += SLICE_BYTES) {
      await pause();
      const pieces = await tar.between(at, Math.min(at + SLICE_BYTES, tar.size));
      const end = reader.read(pieces, buffer);
      freeOwn(pieces);
      yield buffer.subarray(0, end);
    }
  } finally {
    reader.close();
  }
}

/** The pause of the main thread: sockets were served, and the run may have been given up. */
export async function served(signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await new Promise((resolve) => setImmediate(resolve));
}
