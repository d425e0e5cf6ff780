import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { changedError, type FileIdentity, sameIdentity } from './file-identity.ts';
import type { FileSource } from './file-source.ts';
import { pieces, readExactly } from './read-pieces.ts';
import { unreadable } from './unreadable.ts';

/** The path has been resolved already: a link that stands there now was put there since. Windows knows neither flag. */
const READ_ONLY = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/**
 * A file that is open only while it is read, so that ten thousand of them cost no descriptors.
 * @param path absolute and without symbolic links
 * @param seen what the file was when it was found: every opening checks that it still is
 */
export function lazyFile(name: string, path: string, seen: FileIdentity): FileSource {
  const size = Number(seen.size);
  return {
    name,
    path,
    size,
    read: async (offset, length) => {
      const handle = await reopen(name, path, seen);
      try {
        return await readExactly(name, handle, offset, length);
      } finally {
        await handle.close();
      }
    },
    stream: async function* (start = 0, end = size) {
      const handle = await reopen(name, path, seen);
      try {
        yield* pieces(name, handle, start, end);
      } finally {
        await handle.close();
      }
    },
    assertUnchanged: async () => {
      const now = await stat(path, { bigint: true }).catch(() => undefined);
      if (now === undefined || !sameIdentity(now, seen)) throw changedError(name);
    },
    close: async () => {},
  };
}

async function reopen(name: string, path: string, seen: FileIdentity): Promise<FileHandle> {
  const handle = await open(path, READ_ONLY).catch(async (thrown) => {
    throw await unreadable(name, path, thrown);
  });
  if (sameIdentity(await handle.stat({ bigint: true }), seen)) return handle;
  await handle.close();
  throw changedError(name);
}
