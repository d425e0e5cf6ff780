import { readdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { ActionError, messageOf } from '../errors.ts';
import { printable } from '../printable.ts';
import { nearest } from './near-names.ts';

/** `ENOENT` and the like, where the file system said so. */
export function systemCode(thrown: unknown): unknown {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : undefined;
}

/** Turns what the file system said about a path into what a user should read; errors that are already so pass. */
export async function unreadable(name: string, path: string, thrown: unknown): Promise<ActionError> {
  if (thrown instanceof ActionError) return thrown;
  const said = printable(name);
  switch (systemCode(thrown)) {
    case 'ENOENT':
    case 'ENOTDIR':
      // Names that are no UTF-8 come from the glob library with this sign, and cannot be opened by it.
      if (name.includes('\ufffd')) return new ActionError('file', `The name "${said}" is not valid UTF-8`);
      return new ActionError('file', `"${said}" does not exist`, { hint: await missingHint(path), cause: thrown });
    case 'ELOOP':
      return new ActionError('file', `"${said}" is a symbolic link in a loop`, { cause: thrown });
    case 'EACCES':
    case 'EPERM':
      return new ActionError('file', `"${said}" is not readable by the user of this run`, {
        hint: `Give it read permission in the step that writes it: chmod +r ${said}`,
        cause: thrown,
      });
    case 'ENAMETOOLONG':
      return new ActionError('file', `"${printable(name, 100)}" is longer than a path can be`, { cause: thrown });
    default:
      return new ActionError('file', `"${said}" cannot be read: ${printable(messageOf(thrown))}`, { cause: thrown });
  }
}

async function missingHint(path: string): Promise<string> {
  const directory = dirname(path);
  const names = await readdir(directory).catch(() => undefined);
  if (names === undefined) return directoryHint(directory);
  const near = nearest(basename(path), names);
  if (near.length > 0) return `Near it: ${near.map((other) => printable(other, 100)).join(', ')}.`;
  return names.length === 0 ? `${printable(directory)} is empty.` : 'Was it built in an earlier step of the same job?';
}

function directoryHint(directory: string): string {
  return `There is no directory ${printable(directory)}. Was it built in an earlier step of the same job?`;
}
