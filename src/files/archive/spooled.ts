import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ActionError, messageOf } from '../../errors.ts';
import { printable } from '../../printable.ts';
import type { FileSource } from '../file-source.ts';
import { pieces, readExactly } from '../read-pieces.ts';

/** Bytes of a decompressed tar: more than any image of a program, less than the disk of a runner. */
const LARGEST_TAR = 8 * 1024 ** 3;

/**
 * Decompresses to a file that has no name any more once it is open, so that it is gone when the process ends, however it ends.
 * @param largest bytes that it may come to
 */
export async function spooled(
  archive: FileSource,
  decompressor: Duplex,
  temporaryFolder: string,
  largest = LARGEST_TAR,
): Promise<FileSource> {
  const path = join(temporaryFolder, `from-scratch-${randomUUID()}.tar`);
  const handle = await open(path, 'wx+', 0o600);
  try {
    await rm(path, { force: true });
    const size = await decompress(archive, decompressor, handle, largest);
    return sourceOf(archive, handle, size);
  } catch (error) {
    await handle.close();
    if (error instanceof ActionError) throw error;
    const message = `"${printable(archive.name)}" cannot be decompressed: ${printable(messageOf(error), 300)}`;
    throw new ActionError('file', message, { hint: 'Check the step that wrote it.', cause: error });
  }
}

async function decompress(archive: FileSource, decompressor: Duplex, handle: FileHandle, largest: number) {
  let size = 0;
  await pipeline(archive.stream(), decompressor, async (output: AsyncIterable<Buffer>) => {
    for await (const piece of output) {
      if (size + piece.length > largest) {
        throw new ActionError(
          'file',
          `"${printable(archive.name)}" has more than ${largest} bytes when it is decompressed`,
        );
      }
      await handle.write(piece, 0, piece.length, size);
      size += piece.length;
    }
  });
  await archive.assertUnchanged();
  return size;
}

function sourceOf({ name }: FileSource, handle: FileHandle, size: number): FileSource {
  return {
    name,
    size,
    read: (offset, length) => readExactly(name, handle, offset, length),
    stream: (start = 0, end = size) => pieces(name, handle, start, end),
    // Nobody else can open a file without a name.
    assertUnchanged: async () => {},
    close: () => handle.close(),
  };
}
