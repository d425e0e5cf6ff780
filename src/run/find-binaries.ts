import { ActionError, about } from '../errors.ts';
import { expandPaths } from '../files/expand-paths.ts';
import { gather } from '../inputs/gather.ts';
import type { ReleaseMetadata } from '../inputs/goreleaser-artifacts.ts';
import { artifactsIn, type BinaryFile, type Dist, readDist } from '../inputs/goreleaser-dist.ts';
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
  const artifacts = first === undefined || found.length > 1 ? undefined : await artifactsIn(first);
  if (artifacts === undefined) {
    return { files: found.map((path) => ({ ...path, stated: platform })), metadata: {}, notices: [] };
  }
  if (platform === undefined) return readDist(artifacts, workspace, systems);
  throw new ActionError('input', `binary: a platform stands before ${pattern}, which lists programs for several`, {
    hint: `Write binary: ${pattern}, or name the one program in it.`,
  });
}
