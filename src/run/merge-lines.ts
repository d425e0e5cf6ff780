import { readFile } from 'node:fs/promises';
import { expandPaths } from '../files/expand-paths.ts';

export interface MergeLine {
  readonly text: string;
  /** Input or file, for messages. */
  readonly origin: string;
}

/** The entries of the input `merge`: digests and references as they are, everything else as files that hold them. */
export async function readMergeLines(entries: readonly string[], workspace: string): Promise<MergeLine[]> {
  const lines = await Promise.all(entries.map((entry) => linesOf(entry, workspace)));
  return lines.flat();
}

async function linesOf(entry: string, workspace: string): Promise<MergeLine[]> {
  if (/sha256:/.test(entry)) return [{ text: entry, origin: 'merge' }];
  const { found } = await expandPaths(entry, { directory: workspace });
  const read = found.map(async ({ name, path }) => {
    const text = await readFile(path, 'utf8');
    return text.split(/\r?\n/).map((line) => ({ text: line, origin: name }));
  });
  return (await Promise.all(read)).flat();
}
