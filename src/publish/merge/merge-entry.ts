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

/**
 * Reads `name@sha256:…` and `sha256:…`, one a line; `origin` names each line's input or file in messages. Throws one
 * error with all lines that are neither.
 */
export function readMergeEntries(lines: readonly { readonly text: string; readonly origin: string }[]): MergeEntry[] {
  const problems: string[] = [];
  const entries = lines.flatMap(({ text, origin }) => {
    const line = text.trim();
    if (line === '' || line.startsWith('#')) return [];
    const entry = readEntry(line);
    if (entry === undefined)
      problems.push(`${origin}: "${printable(line, 100)}" is neither name@sha256:… nor sha256:…`);
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
