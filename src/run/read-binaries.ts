import pLimit from 'p-limit';
import type { Binary } from '../binary/binary.ts';
import { type InspectOptions, inspectBinary } from '../binary/inspect.ts';
import { about } from '../errors.ts';
import { expandPaths, type FoundPath } from '../files/expand-paths.ts';
import { openFile } from '../files/open-file.ts';
import { InputProblems } from '../inputs/input-problems.ts';
import type { BinaryEntry } from '../inputs/request.ts';
import type { Platform } from '../oci/platform.ts';

interface NamedFile extends FoundPath {
  readonly stated: Platform | undefined;
}

/** One searches while the other one's bytes come; more would only hold more of them in memory. */
const AT_ONCE = 2;

/** Opens and reads every binary that the input names; whatever is wrong with any of them is said together. */
export async function readBinaries(
  entries: readonly BinaryEntry[],
  workspace: string,
  options: Omit<InspectOptions, 'stated'>,
): Promise<Binary[]> {
  const problems = new InputProblems();
  const files = await gather(entries, (entry) => find(entry, workspace), problems);
  const limit = pLimit(AT_ONCE);
  const binaries = await gather(files.flat(), (file) => limit(inspect, file, options), problems);
  problems.throwIfAny();
  return binaries;
}

async function find({ pattern, platform }: BinaryEntry, workspace: string): Promise<NamedFile[]> {
  const { found } = await expandPaths(pattern, { directory: workspace }).catch(ofBinary);
  return found.map((path) => ({ ...path, stated: platform }));
}

/** What cannot be opened was named by an input, and the user has to know which. */
function ofBinary(error: unknown): never {
  throw about('binary', error);
}

async function inspect({ name, path, stated }: NamedFile, options: Omit<InspectOptions, 'stated'>): Promise<Binary> {
  const source = await openFile(name, path).catch(ofBinary);
  return await inspectBinary(source, { ...options, stated });
}

/** The results of those that succeed; what the others throw is kept. */
async function gather<T, R>(items: readonly T[], work: (item: T) => Promise<R>, problems: InputProblems): Promise<R[]> {
  const results = await Promise.allSettled(items.map(work));
  return results.flatMap((result) => {
    if (result.status === 'fulfilled') return [result.value];
    problems.keep(result.reason);
    return [];
  });
}
