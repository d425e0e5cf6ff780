import type { Dirent } from 'node:fs';
import { lstat, readdir, readlink } from 'node:fs/promises';
import { join, posix, sep } from 'node:path';
import { specialKind } from './file-identity.ts';
import { inspectFile, refuseSpecial, type SmallFileBudget } from './inspect-file.ts';
import { nameOf } from './source-name.ts';
import type { SourceTree, TreeNode } from './source-tree.ts';
import { systemCode, unreadable } from './unreadable.ts';

/**
 * A folder, or one file, of this machine as a tree.
 * @param name as the user wrote it
 * @param root absolute, without symbolic links
 */
export function diskTree(name: string, root: string, budget: SmallFileBudget): SourceTree {
  const nameAt = (path: string) => (path === '' ? name : posix.join(name, path));
  const fileAt = (path: string) => (path === '' ? root : join(root, path));
  return {
    name,
    look: async (path) => {
      try {
        return await nodeAt(nameAt(path), fileAt(path));
      } catch (thrown) {
        if (['ENOENT', 'ENOTDIR'].includes(`${systemCode(thrown)}`)) return undefined;
        throw await unreadable(nameAt(path), fileAt(path), thrown);
      }
    },
    list: async (path) => {
      try {
        const entries: Dirent<Buffer>[] = await readdir(fileAt(path), { withFileTypes: true, encoding: 'buffer' });
        entries.sort((a, b) => Buffer.compare(a.name, b.name));
        return entries.map((entry) => nameOf(nameAt(path), entry.name));
      } catch (thrown) {
        throw await unreadable(nameAt(path), fileAt(path), thrown);
      }
    },
    open: async (path) => {
      const item = await inspectFile({ name: nameAt(path), file: fileAt(path), path }, budget);
      if (item.kind !== 'file') throw new TypeError('a file was opened');
      return { content: item.content, elf: item.elf };
    },
  };
}

async function nodeAt(name: string, file: string): Promise<TreeNode> {
  const stats = await lstat(file);
  if (stats.isSymbolicLink()) {
    const target = await readlink(file);
    return { kind: 'symlink', target: sep === '\\' ? target.replaceAll('\\', '/') : target };
  }
  if (stats.isDirectory()) return { kind: 'directory', mode: stats.mode & 0o7777 };
  if (specialKind(stats) !== undefined) refuseSpecial(name, stats);
  return { kind: 'file', mode: stats.mode & 0o7777 };
}
