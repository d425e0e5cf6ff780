import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LayoutPieces } from './layout-pieces.ts';
import { makeDirectory } from './make-directory.ts';
import { writePiece } from './write-piece.ts';

const BLOBS = 'blobs/sha256';

/**
 * Writes an OCI layout. One that is there is replaced: blobs are added first, `index.json` is exchanged in one step, and
 * what only the old one needed is removed last, so that the folder holds a whole image at every moment.
 */
export async function writeOciDirectory(directory: string, { head, blobs }: LayoutPieces): Promise<void> {
  await makeDirectory(join(directory, BLOBS));
  for (const piece of [...blobs, ...head]) await writePiece(join(directory, piece.path), piece);
  const wanted = new Set(blobs.map(({ path }) => path));
  for (const name of await readdir(join(directory, BLOBS))) {
    if (!wanted.has(`${BLOBS}/${name}`)) await rm(join(directory, BLOBS, name), { recursive: true, force: true });
  }
}
