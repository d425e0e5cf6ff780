import { Problems } from '../action/problems.ts';
import { ActionError, about } from '../errors.ts';
import { expandPaths, type FoundPath } from '../files/expand-paths.ts';
import { openFile } from '../files/open-file.ts';

export interface MergeLine {
  readonly text: string;
  /** Input or file, for messages. */
  readonly origin: string;
}

/** Bytes of a file of digests; whatever is larger is something else. */
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
    return (await Promise.all(found.map(readLines))).flat();
  } catch (thrown) {
    throw about('merge', thrown);
  }
}

async function readLines({ name, path }: FoundPath): Promise<MergeLine[]> {
  const file = await openFile(name, path);
  try {
    if (file.size > LIMIT) throw new ActionError('file', `"${name}" is too large to be a file that digest-file wrote`);
    const text = Buffer.from(await file.read(0, file.size)).toString('utf8');
    return text.split(/\r?\n/).map((line) => ({ text: line, origin: name }));
  } finally {
    await file.close();
  }
}
