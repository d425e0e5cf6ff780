import { lstat, readlink } from 'node:fs/promises';
import { sep } from 'node:path';
import { type DiskRoot, fileAt, nameAt } from './disk-root.ts';
import { specialKind } from './file-identity.ts';
import { inspectFile, refuseSpecial, type SmallFileBudget } from './inspect-file.ts';
import { assertEntryName, listDirectory } from './list-directory.ts';
import type { SourceTree, TreeNode } from './source-tree.ts';
import { systemCode, unreadable } from './unreadable.ts';

/**
 * A folder, or one file, of this machine as a tree.
 * @param name as the user wrote it
 * @param root absolute, without symbolic links
 */
export function diskTree(name: string, root: string, budget: SmallFileBudget): SourceTree {
  const disk: DiskRoot = { name, root };
  return {
    name,
    look: async (path) => {
      try {
        return await nodeAt(nameAt(disk, path), fileAt(disk, path));
      } catch (thrown) {
        if (['ENOENT', 'ENOTDIR'].includes(`${systemCode(thrown)}`)) return undefined;
        throw await unreadable(nameAt(disk, path), fileAt(disk, path), thrown);
      }
    },
    list: async (path) => {
      const [directory, file] = [nameAt(disk, path), fileAt(disk, path)];
      const names = (await listDirectory(directory, file)).map((entry) => entry.name);
      for (const entry of names) await assertEntryName(entry, directory, file);
      return names;
    },
    open: async (path) => {
      const { content, elf } = (await inspectFile(disk, path, false, budget)).item;
      return { content, elf };
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
