import { type Entry, parentPath } from '../rootfs/entry.ts';

/** As many as Linux follows. https://man7.org/linux/man-pages/man7/path_resolution.7.html */
const MOST_LINKS = 40;

type Node = Entry | { readonly type: 'directory' };

/** The image's file system as a program sees it: all layers at once, links followed. */
export class FileTree {
  readonly #nodes = new Map<string, Node>([['', { type: 'directory' }]]);

  /** Later entries take the place of earlier ones. */
  constructor(entries: readonly Entry[]) {
    for (const entry of entries) {
      this.#nodes.set(entry.path, entry);
      for (let parent = parentPath(entry.path); !this.#nodes.has(parent); parent = parentPath(parent)) {
        this.#nodes.set(parent, { type: 'directory' });
      }
    }
  }

  /** What an absolute path leads to, or undefined where there is nothing. */
  find(path: string): Node | undefined {
    let rest = partsOf(path);
    let here: string[] = [];
    let links = 0;
    for (let part = rest.shift(); part !== undefined; part = rest.shift()) {
      if (part === '..') {
        here.pop();
        continue;
      }
      const node = this.#nodes.get([...here, part].join('/'));
      if (node === undefined) return undefined;
      if (node.type !== 'symlink') {
        if (node.type !== 'directory' && rest.length > 0) return undefined;
        here.push(part);
        continue;
      }
      links += 1;
      if (links > MOST_LINKS) return undefined;
      if (node.target.startsWith('/')) here = [];
      rest = [...partsOf(node.target), ...rest];
    }
    const found = this.#nodes.get(here.join('/'));
    return found?.type === 'hardlink' ? this.#nodes.get(found.target) : found;
  }

  /** Absolute paths of everything that could be run. */
  programs(): string[] {
    return [...this.#nodes].filter(([, node]) => isProgram(node)).map(([path]) => `/${path}`);
  }
}

export function isProgram(node: Node): boolean {
  return node.type === 'file' && (node.mode & 0o111) !== 0;
}

function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.');
}
