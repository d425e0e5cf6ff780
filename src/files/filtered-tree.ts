import type { SourceTree, TreeNode } from './source-tree.ts';

export interface PathFilter {
  leavesOut(path: string): boolean;
  /** Whether something below a directory that is left out may be wanted all the same. */
  mayWantBelow(directory: string): boolean;
}

/** A tree without what a filter leaves out: it does not exist then, also for links that lead to it. */
export function filteredTree(tree: SourceTree, filter: PathFilter): SourceTree {
  const holdsWanted = async (directory: string): Promise<boolean> => {
    for (const name of await tree.list(directory)) {
      if ((await look(directory === '' ? name : `${directory}/${name}`)) !== undefined) return true;
    }
    return false;
  };
  const look = async (path: string): Promise<TreeNode | undefined> => {
    const node = await tree.look(path);
    if (node === undefined || path === '' || !filter.leavesOut(path)) return node;
    return node.kind === 'directory' && filter.mayWantBelow(path) && (await holdsWanted(path)) ? node : undefined;
  };
  return {
    name: tree.name,
    look,
    list: async (path) => {
      const names = await tree.list(path);
      const nodes = await Promise.all(names.map((name) => look(path === '' ? name : `${path}/${name}`)));
      return names.filter((_, index) => nodes[index] !== undefined);
    },
    open: (path) => tree.open(path),
  };
}
