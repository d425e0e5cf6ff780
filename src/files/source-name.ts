import { posix } from 'node:path';
import { ActionError } from '../errors.ts';
import { printable } from '../printable.ts';

/** Refuses what a file may not be called in a layer. */
export function assertName(name: string, directory: string): void {
  if (/\p{Cc}/u.test(name)) throw nameFault(directory, name, 'holds a line break or another control character');
  // https://github.com/opencontainers/image-spec/blob/main/layer.md#whiteouts
  if (name.startsWith('.wh.')) throw nameFault(directory, name, 'begins with ".wh.", which means "delete" in a layer');
}

/** @param what completes "the name x …" */
export function nameFault(directory: string, name: string, what: string): ActionError {
  return new ActionError('file', `The name "${printable(posix.join(directory, name))}" ${what}`, {
    hint: 'Rename the file, or leave it out of what is copied.',
  });
}
