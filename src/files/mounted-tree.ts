import { compareBytes } from './byte-order.ts';
import type { SourceTree, TreeNode } from './source-tree.ts';

export interface Mount {
  /** Where it lies in the whole; empty = it is the whole, but for what other mounts bring. */
  readonly path: string;
  readonly tree: SourceTree;
}

const DIRECTORY: TreeNode = { kind: 'directory', mode: 0o755 };

/** Several trees as one; directories that only lead to a mount are made up. The longest path decides. */
export function mountedTree(name: string, mounts: readonly Mount[]): SourceTree {
  const ordered = mounts.toSorted((a, b) => b.path.length - a.path.length);
  const holding = (path: string) => ordered.find((mount) => isWithin(path, mount.path));
  const leading = (path: string) => ordered.filter((mount) => mount.path !== path && isWithin(mount.path, path));
  return {
    name,
    look: async (path) => {
      const mount = holding(path);
      const node = mount === undefined ? undefined : await mount.tree.look(below(path, mount.path));
      return node ?? (leading(path).length > 0 || path === '' ? DIRECTORY : undefined);
    },
    list: async (path) => {
      const mount = holding(path);
      const inner = mount === undefined ? undefined : below(path, mount.path);
      const own =
        mount !== undefined && (await mount.tree.look(inner ?? ''))?.kind === 'directory'
          ? await mount.tree.list(inner ?? '')
          : [];
      const names = leading(path).map((one) => below(one.path, path).split('/')[0] ?? '');
      return [...new Set([...own, ...names])].sort(compareBytes);
    },
    open: async (path) => {
      const mount = holding(path);
      if (mount === undefined) throw new RangeError(`nothing is mounted at ${path}`);
      return mount.tree.open(below(path, mount.path));
    },
  };
}

function isWithin(path: string, directory: string): boolean {
  return directory === '' || path === directory || path.startsWith(`${directory}/`);
}

function below(path: string, directory: string): string {
  return directory === '' ? path : path.slice(directory.length + 1);
}
