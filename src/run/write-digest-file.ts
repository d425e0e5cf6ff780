import { stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ActionError, messageOf } from '../errors.ts';
import { makeDirectory } from '../layout/make-directory.ts';
import { printable } from '../printable.ts';

/** Finds before anything is sent what would keep the file from being written: what is there already and is none. */
export async function checkDigestFile(path: string): Promise<void> {
  const stats = await stat(path).catch(() => undefined);
  if (stats === undefined || stats.isFile() || stats.isCharacterDevice()) return;
  throw new ActionError('output', `digest-file: ${printable(path, 300)} exists and is not a file`, {
    hint: 'Name the file to write, as in digest-file: digests/amd64.',
  });
}

/**
 * Writes what the input `digest-file` asks for. It comes last, so the error tells what it could not write.
 * @param path absolute
 * @param images `name@sha256:…`, one per line
 */
export async function writeDigestFile(path: string, images: string): Promise<void> {
  try {
    await makeDirectory(dirname(path));
    await writeFile(path, `${images}\n`);
  } catch (error) {
    const message = `digest-file: ${printable(path, 300)} cannot be written: ${printable(messageOf(error))}`;
    throw new ActionError('output', message, {
      cause: error,
      hint: `Everything else was done. The file would hold: ${images}`,
    });
  }
}
