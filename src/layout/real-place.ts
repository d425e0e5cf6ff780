import { realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';

/** With the links of its folder followed; the file itself need not be there. */
export async function realPlace(path: string): Promise<string> {
  return await realpath(path).catch(async () => {
    const parent = dirname(path);
    return parent === path ? path : join(await realPlace(parent), basename(path));
  });
}

/** Whether a place is the directory or lies in it; both absolute. */
export function isInside(directory: string, path: string): boolean {
  const way = relative(directory, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
