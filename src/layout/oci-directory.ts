import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ActionError } from '../errors.ts';
import { printable } from '../printable.ts';
import type { LayoutPieces } from './layout-pieces.ts';
import { makeDirectory } from './make-directory.ts';
import { BLOBS, linkIn, storedBlobs } from './stored-layout.ts';
import { type Piece, removeAbandoned, writePiece } from './write-piece.ts';

/** Another run that writes to the same folder may take a blob away that this one found; it does so once. */
const ROUNDS = 3;

/**
 * Writes an OCI layout. One that is there is replaced: blobs are added first, `index.json` is exchanged in one step, and
 * what only the old image needed is removed last, so that the folder holds a whole image at every moment. Blobs that no image of
 * this layout needed are nobody's to remove.
 */
export async function writeOciDirectory(directory: string, { head, blobs }: LayoutPieces): Promise<void> {
  const [index, ...first] = head.toReversed();
  if (index === undefined) return;
  await makeDirectory(directory);
  // A folder with this file in it is a layout, and whatever ends this run, the next one may go on.
  for (const piece of first) await writePiece(join(directory, piece.path), piece);
  await makeDirectory(join(directory, BLOBS));
  await refuseLink(directory);
  for (const piece of blobs) await writePiece(join(directory, piece.path), piece);
  const before = await storedBlobs(directory);
  await writePiece(join(directory, index.path), index);
  await removeOld(directory, before, index, blobs);
  for (let round = 0; round < ROUNDS; round++) await writeMissing(directory, blobs);
}

async function refuseLink(directory: string): Promise<void> {
  const link = await linkIn(directory);
  if (link === undefined) return;
  throw new ActionError('output', `output: oci:${printable(directory, 200)} has a symbolic link at ${link}`);
}

/** What the image before needed and this one does not, as long as no other run has put its own image there. */
async function removeOld(directory: string, before: ReadonlySet<string>, index: Piece, blobs: readonly Piece[]) {
  const wanted = new Set(blobs.map(({ path }) => path));
  for (const name of before) {
    if (wanted.has(`${BLOBS}/${name}`)) continue;
    if (!(await isStored(directory, index))) return;
    await rm(join(directory, BLOBS, name), { force: true });
  }
  for (const folder of [directory, join(directory, BLOBS)]) await removeAbandoned(folder);
}

async function isStored(directory: string, piece: Piece): Promise<boolean> {
  const stored = await readFile(join(directory, piece.path)).catch(() => Buffer.alloc(0));
  const bytes: Uint8Array[] = [];
  for await (const part of piece.read()) bytes.push(part);
  return stored.equals(Buffer.concat(bytes));
}

async function writeMissing(directory: string, blobs: readonly Piece[]): Promise<void> {
  for (const piece of blobs) {
    const path = join(directory, piece.path);
    const stats = await stat(path).catch(() => undefined);
    if (stats?.size !== piece.size) await writePiece(path, piece);
  }
}
