import { resolve } from 'node:path';
import { ActionError, messageOf } from '../errors.ts';
import type { FinishedImages } from '../image/finished-images.ts';
import { printable } from '../printable.ts';
import { writeArchive } from './archive.ts';
import { dockerPieces, type TarReader } from './docker-archive.ts';
import { layoutPieces } from './layout-pieces.ts';
import { writeOciDirectory } from './oci-directory.ts';
import type { OutputTarget } from './output-target.ts';
import { type Piece, stoppable } from './write-piece.ts';

/**
 * Writes every output, one after the other: the disk is the limit. `checkOutputs` has been asked before.
 * @param workspace where relative paths begin
 * @param signal ends the writing; what is not whole is removed then
 */
export async function writeOutputs(
  targets: readonly OutputTarget[],
  images: FinishedImages,
  readTar: TarReader,
  workspace: string,
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  for (const target of targets) {
    try {
      await writeOutput({ ...target, path: resolve(workspace, target.path) }, images, readTar, signal);
    } catch (thrown) {
      if (thrown instanceof ActionError) throw thrown;
      const message = `output: ${target.kind}:${printable(target.path, 200)} cannot be written: ${printable(messageOf(thrown))}`;
      throw new ActionError('output', message, { cause: thrown });
    }
  }
}

/** Writes one, whose path is absolute. Throws what the file system throws. */
export async function writeOutput(
  { kind, path, name }: OutputTarget,
  images: FinishedImages,
  readTar: TarReader,
  signal: AbortSignal,
): Promise<void> {
  const until = (pieces: readonly Piece[]) => pieces.map((piece) => stoppable(piece, signal));
  if (kind === 'docker-archive') return await writeArchive(path, until(dockerArchivePieces(images, name, readTar)));
  const { head, blobs } = layoutPieces(images, name);
  if (kind === 'oci') return await writeOciDirectory(path, { head, blobs: until(blobs) });
  return await writeArchive(path, until([...head, ...blobs]));
}

function dockerArchivePieces({ images }: FinishedImages, name: string | undefined, readTar: TarReader) {
  const [image, ...others] = images;
  if (image !== undefined && others.length === 0) return dockerPieces(image, name, readTar);
  throw new ActionError('output', `A docker archive holds one platform, and the image has ${images.length}`);
}
