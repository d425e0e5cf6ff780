import { writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ActionError, messageOf } from '../errors.ts';
import { makeDirectory } from '../layout/make-directory.ts';
import { printable } from '../printable.ts';

/**
 * Writes what the input `digest-file` asks for. It comes last, so the error tells what it could not write.
 * @param path absolute
 * @param images `name@sha256:…`, one a line
 */
export async function writeDigestFile(path: string, images: string): Promise<void> {
  try {
    await makeDirectory(dirname(path));
    await writeFile(path, `${images}\n`);
  } catch (error) {
    const message = `digest-file: ${printable(path, 300)} cannot be written: ${printable(messageOf(error))}`;
    throw new ActionError('output', message, { cause: error, hint: `All else was done. It would hold: ${images}` });
  }
}
