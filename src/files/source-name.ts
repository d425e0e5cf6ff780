import { posix } from 'node:path';
import { ActionError } from '../errors.ts';
import { printable } from '../printable.ts';

/** The name of a directory's entry as text; names are bytes on the disk and UTF-8 in an image. */
export function nameOf(directory: string, bytes: Buffer): string {
  const name = bytes.toString('utf8');
  if (!Buffer.from(name, 'utf8').equals(bytes)) throw fault(posix.join(directory, name), 'is not valid UTF-8');
  assertName(name, directory);
  return name;
}

/** Refuses what a file may not be called in a layer. */
export function assertName(name: string, directory: string): void {
  const path = posix.join(directory, name);
  if (/\p{Cc}/u.test(name)) throw fault(path, 'holds a line break or another control character');
  // https://github.com/opencontainers/image-spec/blob/main/layer.md#whiteouts
  if (name.startsWith('.wh.')) throw fault(path, 'begins with ".wh.", which means "delete" in a layer');
}

function fault(path: string, what: string): ActionError {
  return new ActionError('file', `The name "${printable(path)}" ${what}`, {
    hint: 'Rename the file, or leave it out of what is copied.',
  });
}
