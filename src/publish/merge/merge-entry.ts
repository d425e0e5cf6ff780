import { ProblemsError } from '../../errors.ts';
import { type Digest, isDigest } from '../../oci/digest.ts';
import { parseReference, type Repository } from '../../oci/reference.ts';
import { printable } from '../../printable.ts';

/** A manifest or index that another job has pushed. */
export interface MergeEntry {
  readonly digest: Digest;
  /** Absent: it is in the repository that is merged into. */
  readonly repository?: Repository;
}

/** A line of the input, or of a file that it names. */
export interface MergeLine {
  readonly text: string;
  /** Input or place in a file, for messages. */
  readonly origin: string;
  /** False where it comes from a file, which may be any file: then no message repeats it. Default: true. */
  readonly shown?: boolean;
}

/**
 * Reads `name@sha256:…` and `sha256:…`, one per line; `origin` names each line's input or file in messages. Throws one
 * error with all lines that are neither.
 */
export function readMergeEntries(lines: readonly MergeLine[]): MergeEntry[] {
  const problems: string[] = [];
  const entries = lines.flatMap(({ text, origin, shown = true }) => {
    const line = text.trim();
    if (line === '' || line.startsWith('#')) return [];
    const entry = readEntry(line);
    if (entry === undefined)
      problems.push(`${origin}: ${shown ? `"${printable(line, 100)}"` : 'it'} is neither name@sha256:… nor sha256:…`);
    return entry ?? [];
  });
  if (problems.length === 0 && entries.length === 0) problems.push('merge: there is nothing to merge');
  if (problems.length > 0) throw new ProblemsError('input', problems);
  return entries;
}

function readEntry(line: string): MergeEntry | undefined {
  if (isDigest(line)) return { digest: line };
  try {
    const { repository, digest } = parseReference(line);
    return digest === undefined ? undefined : { digest, repository };
  } catch {
    return undefined;
  }
}
