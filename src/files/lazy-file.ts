import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { DiskFile, type Sight } from './disk-file.ts';
import type { DiskRoot } from './disk-root.ts';
import { changedError, type FileIdentity, sameIdentity } from './file-identity.ts';
import { pieces, readExactly } from './read-pieces.ts';
import { unreadable } from './unreadable.ts';

/** The path has been resolved already: a link that stands there now was put there since. Windows knows neither flag. */
const READ_ONLY = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/** A file that is open only while it is read, so that ten thousand of them cost no descriptors. */
export class LazyFile extends DiskFile {
  readonly #seen: FileIdentity;

  /** @param seen what the file was when it was found: every opening checks that it still is */
  constructor(root: DiskRoot, below: string, seen: FileIdentity, sight: Sight) {
    super(root, below, Number(seen.size), sight);
    this.#seen = seen;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const handle = await this.#reopen();
    try {
      return await readExactly(this.name, handle, offset, length);
    } finally {
      await handle.close();
    }
  }

  async *stream(start = 0, end: number = this.size): AsyncGenerator<Uint8Array> {
    const handle = await this.#reopen();
    try {
      yield* pieces(this.name, handle, start, end);
    } finally {
      await handle.close();
    }
  }

  async assertUnchanged(): Promise<void> {
    const now = await stat(this.path, { bigint: true }).catch(() => undefined);
    if (now === undefined || !sameIdentity(now, this.#seen)) throw changedError(this.name);
  }

  async #reopen(): Promise<FileHandle> {
    const handle = await open(this.path, READ_ONLY).catch(async (thrown) => {
      throw await unreadable(this.name, this.path, thrown);
    });
    if (sameIdentity(await handle.stat({ bigint: true }), this.#seen)) return handle;
    await handle.close();
    throw changedError(this.name);
  }
}
