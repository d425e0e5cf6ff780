import type { FileSource } from './file-source.ts';
import { PathWalk } from './path-walk.ts';

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

/**
 * Where a path leads within the tree, with every link followed as if the tree's root were `/`: neither `..` nor an
 * absolute link leaves it. Undefined where there is nothing.
 */
export async function followLinks(tree: SourceTree, path: string): Promise<string | undefined> {
  const walk = new PathWalk(path);
  for (let at = walk.next(); at !== undefined; at = walk.next()) {
    const node = await tree.look(at);
    if (node === undefined || (node.kind === 'file' && !walk.atLast)) return undefined;
    if (node.kind !== 'symlink') walk.enter();
    else if (!walk.follow(node.target)) return undefined;
  }
  return walk.place;
}
