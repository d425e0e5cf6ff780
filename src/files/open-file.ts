import { constants, fstatSync, readFileSync, statSync } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ActionError } from '../errors.ts';
import { printable } from '../printable.ts';
import { changedError, type FileIdentity, sameIdentity, specialKind } from './file-identity.ts';
import type { FileSource } from './file-source.ts';
import { pieces, readExactly } from './read-pieces.ts';
import { unreadable } from './unreadable.ts';

/** A FIFO without a writer would block an open that has no O_NONBLOCK; Windows knows neither. */
const READ_ONLY = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * Opens a regular file and keeps it open. Symbolic links are followed. What takes less time than a trip through the thread
 * pool is done without one.
 * @param name as the user wrote it, for messages; also the path unless `path` is given, relative to `directory`
 */
export async function openFile(name: string, path: string = name): Promise<FileSource> {
  const absolute = resolve(path);
  try {
    refuseSpecial(name, specialKind(statSync(absolute)));
    return await sourceOf(name, absolute, await open(absolute, READ_ONLY));
  } catch (thrown) {
    throw await unreadable(name, absolute, thrown);
  }
}

function refuseSpecial(name: string, kind: string | undefined): void {
  if (kind === undefined) return;
  throw new ActionError('file', `"${printable(name)}" is ${kind}, not a file`, {
    hint: kind === 'a directory' ? 'Name the file inside it.' : undefined,
  });
}

async function sourceOf(name: string, path: string, handle: FileHandle): Promise<FileSource> {
  const opened = fstatSync(handle.fd, { bigint: true });
  if (!opened.isFile()) {
    await handle.close();
    throw changedError(name);
  }
  return {
    name,
    path,
    size: Number(opened.size),
    read: (offset, length) => readExactly(name, handle, offset, length),
    stream: (start = 0, end = Number(opened.size)) => pieces(name, handle, start, end),
    assertUnchanged: () => assertSame(name, path, handle, opened),
    close: () => handle.close(),
  };
}

/** Both the open file and what the path now names: a file that was replaced is another one, too. */
async function assertSame(name: string, path: string, handle: FileHandle, opened: FileIdentity): Promise<void> {
  const now = await handle.stat({ bigint: true });
  const named = await stat(path, { bigint: true }).catch(() => undefined);
  if (named === undefined || !sameIdentity(now, opened) || !sameIdentity(named, opened)) throw changedError(name);
}

/** Reads the files of the folder that holds the action's assets: a few KB each, for which the thread pool takes longer. */
export function assetReader(directory: URL): (file: string) => Promise<Buffer> {
  const base = directory.href.endsWith('/') ? directory : new URL(`${directory.href}/`);
  return async (file) => readFileSync(new URL(file, base));
}
