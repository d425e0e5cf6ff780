import { PathWalk } from '../files/path-walk.ts';
import { type Entry, parentPath } from '../rootfs/entry.ts';

/** Who a directory that nobody listed belongs to. */
const PARENT = { type: 'directory', mode: 0o755, uid: 0, gid: 0 } as const;

export type Node = Entry | typeof PARENT;

/** What the way to a path ends in. `path` is absolute and without links. */
export type Way =
  | { readonly end: 'found'; readonly path: string; readonly node: Node }
  | { readonly end: 'missing' }
  /** A directory on the way that whoever goes there may not enter, or where something else will be mounted. */
  | { readonly end: 'stopped'; readonly path: string; readonly node: Node | undefined };

/** Whether the way may go on through, or to, what is at a path. */
export type Step = (path: string, node: Node | undefined, last: boolean) => boolean;

/** The image's file system as a program sees it: all layers at once, links followed. */
export class FileTree {
  readonly #nodes = new Map<string, Node>([['', PARENT]]);

  /** Later entries take the place of earlier ones. */
  constructor(...layers: readonly (readonly Entry[])[]) {
    for (const entries of layers) {
      for (const entry of entries) this.#add(entry);
    }
  }

  #add(entry: Entry): void {
    this.#nodes.set(entry.path, entry);
    for (let parent = parentPath(entry.path); !this.#nodes.has(parent); parent = parentPath(parent)) {
      this.#nodes.set(parent, PARENT);
    }
  }

  /** What an absolute path leads to, or undefined where there is nothing. */
  find(path: string): Node | undefined {
    const way = this.follow(path, () => true);
    return way.end === 'found' ? way.node : undefined;
  }

  /** Follows an absolute path as the kernel does; `step` is asked at every part of it. */
  follow(path: string, step: Step): Way {
    const walk = new PathWalk(path);
    for (let at = walk.next(); at !== undefined; at = walk.next()) {
      const node = this.#nodes.get(at);
      if (!step(`/${at}`, node, walk.atLast)) return { end: 'stopped', path: `/${at}`, node };
      if (node === undefined) return { end: 'missing' };
      if (node.type === 'symlink') {
        if (!walk.follow(node.target)) return { end: 'missing' };
      } else if (walk.atLast || isDirectoryNode(node)) walk.enter();
      else return { end: 'missing' };
    }
    return this.#endOf(walk.place);
  }

  #endOf(path: string): Way {
    const found = this.#nodes.get(path);
    const node = found?.type === 'hardlink' ? this.#nodes.get(found.target) : found;
    return node === undefined ? { end: 'missing' } : { end: 'found', path: `/${path}`, node };
  }

  /** Absolute paths of everything that could be run. */
  programs(): string[] {
    return [...this.#nodes].filter(([, node]) => isProgram(node)).map(([path]) => `/${path}`);
  }
}

export function isProgram(node: Node): boolean {
  return node.type === 'file' && (node.mode & 0o111) !== 0;
}

export function isDirectoryNode({ type }: Node): boolean {
  return type === 'directory' || type === 'subtree';
}
