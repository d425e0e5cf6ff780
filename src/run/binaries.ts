import { type Stats, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import pLimit from 'p-limit';
import type { Binary } from '../binary/binary.ts';
import { type InspectOptions, inspectBinary } from '../binary/inspect.ts';
import { ActionError, about } from '../errors.ts';
import { expandPaths, type FoundPath } from '../files/expand-paths.ts';
import { openFile } from '../files/open-file.ts';
import { gather } from '../inputs/gather.ts';
import type { ReleaseMetadata } from '../inputs/goreleaser-artifacts.ts';
import type { BinaryFile, Dist } from '../inputs/goreleaser-dist.ts';
import { InputProblems } from '../inputs/input-problems.ts';
import type { BinaryEntry } from '../inputs/request.ts';

export interface FoundBinaries {
  readonly files: readonly BinaryFile[];
  /** What goreleaser says of the release; empty without it. */
  readonly metadata: ReleaseMetadata;
  readonly notices: readonly string[];
}

export const NOTHING_FOUND: FoundBinaries = { files: [], metadata: {}, notices: [] };

/**
 * The files that the input `binary` names: by path, by pattern, and by what goreleaser has listed. None is opened yet.
 * @param systems that are wanted beside Linux
 */
export async function findBinaries(
  entries: readonly BinaryEntry[],
  workspace: string,
  systems: readonly string[],
): Promise<FoundBinaries> {
  const problems = new InputProblems();
  const found = await gather(entries, (entry) => find(entry, workspace, systems), problems);
  problems.throwIfAny();
  return {
    files: found.flatMap(({ files }) => files),
    metadata: Object.assign({}, ...found.map(({ metadata }) => metadata)),
    notices: found.flatMap(({ notices }) => notices),
  };
}

async function find({ pattern, platform }: BinaryEntry, workspace: string, systems: readonly string[]): Promise<Dist> {
  const { found } = await expandPaths(pattern, { directory: workspace }).catch((thrown) => {
    throw about('binary', thrown);
  });
  const [first] = found;
  const artifacts = first === undefined || found.length > 1 ? undefined : artifactsIn(first);
  if (artifacts === undefined) {
    return { files: found.map((path) => ({ ...path, stated: platform })), metadata: {}, notices: [] };
  }
  if (platform === undefined) {
    const { readDist } = await import('../inputs/goreleaser-dist.ts');
    return readDist(artifacts, workspace, systems);
  }
  throw new ActionError('input', `binary: a platform stands before ${pattern}, which lists programs for several`, {
    hint: `Write binary: ${pattern}, or name the one program in it.`,
  });
}

const ARTIFACTS = 'artifacts.json';

/** goreleaser's artifacts.json that a path names, itself or by its folder; undefined where it is another file. */
export function artifactsIn({ name, path }: FoundPath): FoundPath | undefined {
  if (basename(path) === ARTIFACTS) return { name, path };
  if (statsOf(path)?.isDirectory() !== true) return undefined;
  const inner = { name: join(name, ARTIFACTS), path: join(path, ARTIFACTS) };
  return statsOf(inner.path)?.isFile() === true ? inner : undefined;
}

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

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
