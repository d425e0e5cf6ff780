import { realpath } from 'node:fs/promises';
import path, { isAbsolute, type PlatformPath, resolve } from 'node:path';
import { ActionError } from '../errors.ts';
import { printable } from '../printable.ts';
import { unreadable } from './unreadable.ts';

/** Whether a place is the directory or lies in it; both absolute, in the machine's style where nothing is said. */
export function isInside(directory: string, place: string, style: PlatformPath = path): boolean {
  const way = style.relative(directory, place);
  return way === '' || (way !== '..' && !way.startsWith(`..${style.sep}`) && !style.isAbsolute(way));
}

/**
 * Where a source really is, with every link followed. A relative one must stay in the workspace, by its text and by
 * where its links lead; an absolute one is taken as written.
 */
export async function locateSource(name: string, workspace: string): Promise<string> {
  const path = resolve(workspace, name);
  if (!isAbsolute(name)) assertWritten(name, path, workspace);
  const real = await realpath(path).catch(async (thrown) => {
    throw await unreadable(name, path, thrown);
  });
  if (!isAbsolute(name) && !isInside(await realpath(workspace), real)) {
    throw new ActionError('file', `"${printable(name)}" is a symbolic link that points outside the workspace`, {
      hint: `If that is meant, write where it is: ${printable(real)}`,
    });
  }
  return real;
}

/** Before the disk is asked: what `..` leads to is nobody's to find out. */
export function assertWritten(name: string, path: string, workspace: string): void {
  if (isInside(resolve(workspace), path)) return;
  throw new ActionError('file', `"${printable(name)}" is outside the workspace`, {
    hint: 'A relative path stays in the workspace; if another place is meant, write the absolute path.',
  });
}
