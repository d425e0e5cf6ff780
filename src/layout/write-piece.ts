import { randomBytes } from 'node:crypto';
import { open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ActionError } from '../errors.ts';

/** Writes a file beside its place and moves it there when it is whole: nobody ever sees a part of it. */
export async function writeWhole(path: string, write: (temporary: string) => Promise<void>): Promise<void> {
  // Several runs may write to one place at once.
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString('hex')}.partial`;
  try {
    await write(temporary);
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Takes away what runs that were ended left half written, of one file or of all in a folder. */
export async function removeAbandoned(folder: string, file = ''): Promise<void> {
  for (const name of await readdir(folder)) {
    const [, whole = '', process] = PARTIAL.exec(name) ?? [];
    if (whole === '' || (file !== '' && whole !== file) || isRunning(process)) continue;
    await rm(join(folder, name), { force: true });
  }
}

const PARTIAL = /^(.+?)(?:\.(\d+)\.[0-9a-f]{8})?\.partial$/;

function isRunning(id: string | undefined): boolean {
  if (id === undefined) return false;
  try {
    return process.kill(Number(id), 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
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
