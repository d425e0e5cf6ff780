import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Digest } from '../oci/digest.ts';
import { readSlices } from './read-slices.ts';
import type { TarPieces } from './tar-pieces.ts';

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
