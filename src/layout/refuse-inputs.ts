import { ProblemsError } from '../errors.ts';
import { printable } from '../printable.ts';
import { isInside, realPlace } from './real-place.ts';

/** A file or a layout that the run is to write. */
export interface Written {
  /** Name of the input that asks for it. */
  readonly input: string;
  /** As the user wrote it. */
  readonly text: string;
  /** Absolute. */
  readonly path: string;
  /** A layout is a folder, in which nothing but the layout may be. */
  readonly isFolder: boolean;
}

/** A file that was found where it really is, without links. There may be 100,000, and none of them has to be looked up. */
export interface FoundInput {
  readonly path: string;
}

/**
 * Refuses what would replace, or be written beside, what this very run reads: the binary, the config file, a file that is
 * copied into the image. Nor may two inputs ask for one file.
 * @param inputs absolute paths, or files that were found
 */
export async function refuseInputs(
  written: readonly Written[],
  inputs: readonly (string | FoundInput)[],
): Promise<void> {
  const places: FoundInput[] = [];
  for (const input of inputs) places.push(typeof input === 'string' ? { path: await realPlace(input) } : input);
  const problems = new Set<string>();
  const seen = new Map<string, Written>();
  for (const one of written) {
    const path = await realPlace(one.path);
    const read = places.find((place) => isReplaced(place.path, path, one))?.path;
    if (read !== undefined)
      problems.add(
        `${named(one)} would replace ${printable(read, 200)}, which is read for the image; name another path for what is written`,
      );
    const other = seen.get(path) ?? one;
    if (other.input !== one.input)
      problems.add(`${named(one)} is the same file as ${named(other)}; name another path for one of them`);
    seen.set(path, other);
  }
  if (problems.size > 0) throw new ProblemsError('output', [...problems]);
}

function isReplaced(read: string, path: string, { isFolder }: Written): boolean {
  return read === path || (isFolder && isInside(path, read));
}

function named({ input, text }: Written): string {
  return `${input}: ${printable(text, 200)}`;
}
