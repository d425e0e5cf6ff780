import { readFile } from 'node:fs/promises';

/** Reads the files of the folder that holds the action's assets. */
export function assetReader(directory: URL): (file: string) => Promise<Buffer> {
  const base = directory.href.endsWith('/') ? directory : new URL(`${directory.href}/`);
  return (file) => readFile(new URL(file, base));
}
