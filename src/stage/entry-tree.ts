import { compareBytes } from '../files/byte-order.ts';
import type { FileSource } from '../files/file-source.ts';
import type { SourceTree, TreeNode } from '../files/source-tree.ts';
import { type Entry, parentPath } from '../rootfs/entry.ts';

/** Entries as a tree to copy from: the files of another stage, or what the project brings. */
export function entryTree(name: string, entries: readonly Entry[], elf: ReadonlySet<FileSource>): SourceTree {
  const nodes = new Map<string, Entry | undefined>([['', undefined]]);
  const children = new Map<string, Set<string>>();
  for (const entry of entries) {
    nodes.set(entry.path, entry);
    for (let at = entry.path; at !== ''; at = parentPath(at)) {
      const parent = parentPath(at);
      children.set(parent, (children.get(parent) ?? new Set()).add(at.slice(parent === '' ? 0 : parent.length + 1)));
      if (!nodes.has(parent)) nodes.set(parent, undefined);
    }
  }
  return {
    name,
    look: async (path) => (nodes.has(path) ? nodeOf(nodes.get(path)) : undefined),
    list: async (path) => [...(children.get(path) ?? [])].sort(compareBytes),
    open: async (path) => {
      const entry = nodes.get(path);
      if (entry?.type !== 'file') throw new RangeError(`${path} is not a file`);
      return { content: entry.content, elf: elf.has(entry.content) };
    },
  };
}

/** A directory that nobody listed is one all the same. */
function nodeOf(entry: Entry | undefined): TreeNode {
  if (entry?.type === 'symlink') return { kind: 'symlink', target: entry.target };
  return entry?.type === 'file'
    ? { kind: 'file', mode: entry.mode }
    : { kind: 'directory', mode: entry?.mode ?? 0o755 };
}
