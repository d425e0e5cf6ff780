import pLimit from 'p-limit';
import type { Binary } from '../binary/binary.ts';
import { type InspectOptions, inspectBinary } from '../binary/inspect.ts';
import { about } from '../errors.ts';
import { openFile } from '../files/open-file.ts';
import { gather } from '../inputs/gather.ts';
import type { BinaryFile } from '../inputs/goreleaser-dist.ts';
import { InputProblems } from '../inputs/input-problems.ts';

/** One searches while the other one's bytes come; more would only hold more of them in memory. */
const AT_ONCE = 2;

/** Opens and reads every binary; whatever is wrong with any of them is said together. */
export async function readBinaries(
  files: readonly BinaryFile[],
  options: Omit<InspectOptions, 'stated'>,
): Promise<Binary[]> {
  const problems = new InputProblems();
  const limit = pLimit(AT_ONCE);
  const binaries = await gather(files, (file) => limit(inspect, file, options), problems);
  problems.throwIfAny();
  return binaries;
}

async function inspect({ name, path, stated }: BinaryFile, options: Omit<InspectOptions, 'stated'>): Promise<Binary> {
  // What cannot be opened was named by an input, and the user has to know which.
  const source = await openFile(name, path).catch((thrown) => {
    throw about('binary', thrown);
  });
  return await inspectBinary(source, { ...options, stated });
}
