import { readFileSync } from 'node:fs';

/** Reads the files of the folder that holds the action's assets: a few KB each, for which the thread pool takes longer. */
export function assetReader(directory: URL): (file: string) => Promise<Buffer> {
  const base = directory.href.endsWith('/') ? directory : new URL(`${directory.href}/`);
  return async (file) => readFileSync(new URL(file, base));
}
