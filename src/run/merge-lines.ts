import { Problems } from '../action/problems.ts';
import { about } from '../errors.ts';
import { expandPaths } from '../files/expand-paths.ts';
import { readText } from '../files/read-text.ts';
import { locateSource } from '../files/workspace.ts';
import type { MergeLine } from '../publish/merge/merge-entry.ts';

/** Bytes. A digest file has one line. */
const LIMIT = 1024 * 1024;

/**
 * The entries of the input `merge`: digests and references as they are, everything else as files that hold them. Throws one
 * error with all files that cannot be read.
 */
export async function readMergeLines(entries: readonly string[], workspace: string): Promise<MergeLine[]> {
  const problems = new Problems();
  const lines: MergeLine[] = [];
  for (const entry of entries) lines.push(...((await problems.settle(() => linesOf(entry, workspace))) ?? []));
  problems.throwIfAny();
  return lines;
}

async function linesOf(entry: string, workspace: string): Promise<MergeLine[]> {
  if (/sha256:/.test(entry)) return [{ text: entry, origin: 'merge' }];
  try {
    const { found } = await expandPaths(entry, { directory: workspace });
    return (await Promise.all(found.map(({ name }) => linesIn(name, workspace)))).flat();
  } catch (error) {
    throw about('merge', error);
  }
}

async function linesIn(name: string, workspace: string): Promise<MergeLine[]> {
  const text = await readText(name, await locateSource(name, workspace), LIMIT);
  return text.split(/\r?\n/).map((line, index) => ({ text: line, origin: `${name}:${index + 1}`, shown: false }));
}
