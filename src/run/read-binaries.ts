import pLimit from 'p-limit';
import type { Binary } from '../binary/binary.ts';
import { type InspectOptions, inspectBinary } from '../binary/inspect.ts';
import { about } from '../errors.ts';
import { openFile } from '../files/open-file.ts';
import { gather } from '../inputs/gather.ts';
import type { BinaryFile } from '../inputs/goreleaser-dist.ts';
import { InputProblems } from '../inputs/input-problems.ts';

/** One is searched while the next is read; more would only hold more of them in memory. */
const AT_ONCE = 2;

/** Opens and reads every binary; whatever is wrong with any of them is said together. */
export async function readBinaries(
  files: readonly BinaryFile[],
  options: Omit<InspectOptions, 'stated'>,
): Promise<Binary[]> {
  const problems = new InputProblems();
  const limit = pLimit(AT_ONCE);
  const binaries = await gather(files, (file) => limit(inspect, file, options), problems);
  if (problems.any) await closeBinaries(binaries);
  problems.throwIfAny();
  return binaries;
}

/** An open file that nobody closes is left to the collector, which Node warns of. */
export async function closeBinaries(binaries: readonly Binary[]): Promise<void> {
  await Promise.all(binaries.map(({ source }) => source.close()));
}

/** What cannot be opened was named by an input, and the user has to know which. */
function ofBinary(error: unknown): never {
  throw about('binary', error);
}

async function inspect({ name, path, stated }: BinaryFile, options: Omit<InspectOptions, 'stated'>): Promise<Binary> {
  const source = await openFile(name, path).catch(ofBinary);
  try {
    return await inspectBinary(source, { ...options, stated });
  } catch (error) {
    await source.close();
    throw error;
  }
}
