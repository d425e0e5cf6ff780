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
  /** The file that it is a line of. */
  readonly file?: string;
}

/**
 * Reads `name@sha256:…` and `sha256:…`, one per line; `origin` names each line's input or file in messages. Throws one
 * error with all lines that are neither.
 */
export function readMergeEntries(lines: readonly MergeLine[]): MergeEntry[] {
  const problems = emptyFiles(lines);
  const entries = lines.flatMap(({ text, origin, shown = true }) => {
    const line = text.trim();
    if (isBlank(line)) return [];
    const entry = readEntry(line);
    if (entry === undefined)
      problems.push(
        `${origin}: ${shown ? `"${printable(line, 100)}"` : 'it'} is neither name@sha256:… nor sha256:…${hintFor(line)}`,
      );
    return entry ?? [];
  });
  if (problems.length === 0 && entries.length === 0) problems.push('merge: there is nothing to merge');
  if (problems.length > 0) throw new ProblemsError('input', problems);
  return entries;
}

/** `${{ … }}` without a value leaves the name and the sign. */
function hintFor(line: string): string {
  return /@(?:sha256:?)?$/.test(line) ? '. Is the expression behind the @ empty?' : '';
}

function isBlank(text: string): boolean {
  return text.trim() === '' || text.trim().startsWith('#');
}

/** A file without a digest is a platform that would be missing in the index. */
function emptyFiles(lines: readonly MergeLine[]): string[] {
  const files = new Map(lines.flatMap(({ file }) => (file === undefined ? [] : [[file, false]])));
  for (const { file, text } of lines) if (file !== undefined && !isBlank(text)) files.set(file, true);
  const empty = [...files].filter(([, filled]) => !filled).map(([file]) => printable(file, 200));
  return empty.map(
    (file) => `merge: ${file} is empty, so that an image would be missing. Did the job that wrote it push?`,
  );
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
