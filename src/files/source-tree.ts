import type { FileSource } from './file-source.ts';

/** What is at a path, a symbolic link as itself. */
export type TreeNode =
  | { readonly kind: 'directory' | 'file'; readonly mode: number }
  | { readonly kind: 'symlink'; readonly target: string };

/** A folder whose own `/` is the end of all ways up: a build context, the files of a stage. Paths have no leading slash; empty is the root. */
export interface SourceTree {
  /** For messages, before a path in it. */
  readonly name: string;
  /** Undefined where there is nothing. Parents are directories, not links: the caller has followed those. */
  look(path: string): Promise<TreeNode | undefined>;
  /** The names in a directory, in the order of their bytes. */
  list(path: string): Promise<readonly string[]>;
  open(path: string): Promise<{ readonly content: FileSource; readonly elf: boolean }>;
}

/** As many as Linux follows. https://man7.org/linux/man-pages/man7/path_resolution.7.html */
const MOST_LINKS = 40;

/**
 * Where a path leads within the tree, with every link followed as if the tree's root were `/`: neither `..` nor an
 * absolute link leaves it. Undefined where there is nothing.
 */
export async function followLinks(tree: SourceTree, path: string): Promise<string | undefined> {
  const rest = partsOf(path);
  let here: string[] = [];
  for (let links = 0; rest.length > 0; ) {
    const part = rest.shift() ?? '';
    if (part === '..') {
      here.pop();
      continue;
    }
    const at = [...here, part].join('/');
    const node = await tree.look(at);
    if (node === undefined || (node.kind === 'file' && rest.length > 0)) return undefined;
    if (node.kind !== 'symlink') {
      here.push(part);
      continue;
    }
    links += 1;
    if (links > MOST_LINKS) return undefined;
    if (node.target.startsWith('/')) here = [];
    rest.unshift(...partsOf(node.target));
  }
  return here.join('/');
}

export function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.');
}
