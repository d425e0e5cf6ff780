import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { type DiskRoot, fileAt, nameAt } from './disk-root.ts';
import { changedError, type FileIdentity, sameIdentity } from './file-identity.ts';
import type { FileSource } from './file-source.ts';
import { pieces, readExactly } from './read-pieces.ts';
import { unreadable } from './unreadable.ts';

/** The path has been resolved already: a link that stands there now was put there since. Windows knows neither flag. */
const READ_ONLY = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/** A file that is open only while it is read, so that ten thousand of them cost no descriptors. */
export class LazyFile implements FileSource {
  readonly size: number;
  readonly #root: DiskRoot;
  readonly #below: string;
  readonly #seen: FileIdentity;

  /**
   * @param below its path below the root; empty = it is the root
   * @param seen what the file was when it was found: every opening checks that it still is
   */
  constructor(root: DiskRoot, below: string, seen: FileIdentity) {
    this.size = Number(seen.size);
    this.#root = root;
    this.#below = below;
    this.#seen = seen;
  }

  get name(): string {
    return nameAt(this.#root, this.#below);
  }

  get path(): string {
    return fileAt(this.#root, this.#below);
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

  async close(): Promise<void> {}

  async #reopen(): Promise<FileHandle> {
    const handle = await open(this.path, READ_ONLY).catch(async (thrown) => {
      throw await unreadable(this.name, this.path, thrown);
    });
    if (sameIdentity(await handle.stat({ bigint: true }), this.#seen)) return handle;
    await handle.close();
    throw changedError(this.name);
  }
}
