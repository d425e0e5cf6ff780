import { ActionError } from '../errors.ts';
import { printable } from '../printable.ts';
import { openFile } from './open-file.ts';

/**
 * The whole text of a small regular file. Anything else that a path can name (a pipe, a device, a file without end or in
 * another encoding) is an error, which shows nothing of what is in it.
 * @param name as the user wrote it
 * @param path absolute
 * @param limit bytes
 */
export async function readText(name: string, path: string, limit: number): Promise<string> {
  const file = await openFile(name, path);
  try {
    if (file.size > limit) throw fault(name, `has ${file.size} bytes, and at most ${limit} are read`);
    return decode(name, await file.read(0, file.size));
  } finally {
    await file.close();
  }
}

function decode(name: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw fault(name, 'is not text in UTF-8');
  }
}

function fault(name: string, what: string): ActionError {
  return new ActionError('file', `"${printable(name)}" ${what}`, { hint: 'Was another file meant?' });
}
