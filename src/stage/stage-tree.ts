import { ActionError } from '../errors.ts';
import { PathWalk } from '../files/path-walk.ts';
import { printable } from '../printable.ts';
import { type Entry, parentPath } from '../rootfs/entry.ts';

export interface Ownership {
  readonly uid: number;
  readonly gid: number;
}

/** The file system of a stage while its instructions are carried out, with the rules that BuildKit has for what meets at one path. */
export class StageTree {
  readonly #entries = new Map<string, Entry>();

  entries(): Entry[] {
    return [...this.#entries.values()];
  }

  at(path: string): Entry | undefined {
    return this.#entries.get(path);
  }

  isDirectory(path: string): boolean {
    return path === '' || this.#entries.get(path)?.type === 'directory';
  }

  /** Where a path leads, links followed within the image; what does not exist yet is taken as written. */
  resolve(path: string): string {
    const walk = new PathWalk(path);
    for (let at = walk.next(); at !== undefined; at = walk.next()) {
      const entry = this.#entries.get(at);
      if (entry?.type !== 'symlink') walk.enter();
      else if (!walk.follow(entry.target)) throw fault(path, 'leads through links in a circle');
    }
    return walk.place;
  }

  /** A directory and its parents, those that are missing with mode 0755 and this owner. @param path resolved */
  makeDirectories(path: string, owner: Ownership, mode = 0o755): void {
    if (path === '') return;
    const entry = this.#entries.get(path);
    if (entry !== undefined && entry.type !== 'directory')
      throw fault(path, `is a ${entry.type}, and a directory is needed there`);
    if (entry !== undefined) return;
    this.makeDirectories(parentPath(path), owner);
    this.#entries.set(path, { type: 'directory', path, mode, mtime: 0, ...owner });
  }

  /** Anything else than a directory; it takes the place of another such thing. */
  put(entry: Entry): void {
    const known = this.#entries.get(entry.path);
    if (entry.path === '' || known?.type === 'directory') {
      throw fault(
        entry.path,
        `is a directory, which a ${entry.type} cannot replace; a slash after the destination copies into it`,
      );
    }
    this.#entries.set(entry.path, entry);
  }

  /** A directory that is copied: its mode and owner are those of the last copy. */
  putDirectory(entry: Entry): void {
    const known = this.#entries.get(entry.path);
    if (known !== undefined && known.type !== 'directory')
      throw fault(entry.path, `is a ${known.type}, and a directory is to be copied there`);
    if (entry.path !== '') this.#entries.set(entry.path, entry);
  }
}

function fault(path: string, what: string): ActionError {
  return new ActionError('config', `/${printable(path, 200)} ${what}`);
}
