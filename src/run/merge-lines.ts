import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ActionError, about } from '../errors.ts';
import { expandPaths, type FoundPath } from '../files/expand-paths.ts';
import { readText } from '../files/read-text.ts';
import { locateSource } from '../files/workspace.ts';
import { InputProblems } from '../inputs/input-problems.ts';
import { printable } from '../printable.ts';
import type { MergeLine } from '../publish/merge/merge-entry.ts';

/** Bytes. A digest file has one line. */
const LIMIT = 1024 * 1024;

/**
 * The entries of the input `merge`: digests and references as they are, everything else as files that hold them. Throws one
 * error with all files that cannot be read.
 */
export async function readMergeLines(entries: readonly string[], workspace: string): Promise<MergeLine[]> {
  const problems = new InputProblems();
  const lines: MergeLine[] = [];
  for (const entry of entries) lines.push(...((await problems.attemptAsync(() => linesOf(entry, workspace))) ?? []));
  problems.throwIfAny();
  return lines;
}

async function linesOf(entry: string, workspace: string): Promise<MergeLine[]> {
  if (/sha256:/.test(entry)) return [{ text: entry, origin: 'merge' }];
  try {
    const { found } = await expandPaths(entry, { directory: workspace, directories: true });
    const files = (await Promise.all(found.map(filesIn))).flat();
    return (await Promise.all(files.map((name) => linesIn(name, workspace)))).flat();
  } catch (error) {
    throw about('merge', error);
  }
}

/** What `download-artifact` makes of several artifacts: a folder, with a folder for each in it. */
async function filesIn({ name, path }: FoundPath): Promise<string[]> {
  const stats = await stat(path).catch(() => undefined);
  if (!stats?.isDirectory()) return [name];
  const { found } = await expandPaths('**', { directory: path }).catch(() => ({ found: [] }));
  if (found.length === 0) throw new ActionError('file', `"${printable(name)}" is a directory without files`);
  return found.map((file) => join(name, file.name));
}

async function linesIn(name: string, workspace: string): Promise<MergeLine[]> {
  const text = await readText(name, await locateSource(name, workspace), LIMIT);
  return text
    .split(/\r?\n/)
    .map((line, index) => ({ text: line, origin: `${name}:${index + 1}`, shown: false, file: name }));
}
