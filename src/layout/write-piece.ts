import { open, rename, rm } from 'node:fs/promises';
import { ActionError } from '../errors.ts';
import type { Piece } from './piece.ts';

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
