import { open, rename, rm } from 'node:fs/promises';
import { ActionError } from '../errors.ts';

/** Writes a file beside its place and moves it there when it is whole: nobody ever sees a part of it. */
export async function writeWhole(path: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = `${path}.partial`;
  await rm(temporary, { force: true });
  try {
    await write(temporary);
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}

export async function writePiece(path: string, piece: Piece): Promise<void> {
  await writeWhole(path, async (temporary) => {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(exactly(piece));
    } finally {
      await file.close();
    }
  });
}

/** The bytes of a piece; fails where they are not as many as it says. */
export async function* exactly({ path, size, read }: Piece): AsyncIterable<Uint8Array> {
  let total = 0;
  for await (const bytes of read()) {
    total += bytes.length;
    yield bytes;
  }
  if (total === size) return;
  throw new ActionError('internal', `${path} has ${total} bytes where ${size} were announced`);
}

/** A named piece of a layout or an archive, read when it is written. */
export interface Piece {
  /** Below the layout's folder, `/` between parts. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  read(): AsyncIterable<Uint8Array>;
}

export function bytesPiece(path: string, bytes: Buffer): Piece {
  return {
    path,
    size: bytes.length,
    read: async function* () {
      yield bytes;
    },
  };
}

/** The same piece, whose reading ends with the reason of the signal when that is aborted. */
export function stoppable(piece: Piece, signal: AbortSignal): Piece {
  return {
    ...piece,
    read: async function* () {
      for await (const bytes of piece.read()) {
        signal.throwIfAborted();
        yield bytes;
      }
    },
  };
}

/** One of each path, sorted: what stands under one path is named after its digest, so that twice is the same bytes. */
export function distinct(pieces: readonly Piece[]): Piece[] {
  const byPath = new Map(pieces.map((piece) => [piece.path, piece]));
  return [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}
