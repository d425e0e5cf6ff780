import type { Binary } from '../binary/binary.ts';
import { printable } from '../printable.ts';
import type { SourceContext } from '../source-context.ts';

type Commits = { readonly [K in 'revision' | 'eventCommit']?: SourceContext[K] | undefined };
type Built = Pick<Binary, 'go'>;

/**
 * The commit that the image is made from. What the binaries say of it goes before what the event says: a workflow may check
 * out another commit than the one that it runs for. Binaries of several commits say nothing.
 */
export function builtRevision({ revision, eventCommit }: Commits, binaries: readonly Built[]): string | undefined {
  const [built, ...others] = builtFrom(binaries);
  if (built === undefined || others.length > 0) return revision;
  // Of a pull request, the merge into its base is built; its head is what people know.
  return built === eventCommit ? (revision ?? built) : built;
}

/** Seconds since 1970 of that commit; undefined where the event and git tell of another one, and the binaries may know better. */
export function builtCommitTime(
  { revision, eventCommit, commitTime }: Commits & Pick<SourceContext, 'commitTime'>,
  binaries: readonly Built[],
): number | undefined {
  return revisionWarning({ revision, eventCommit }, binaries) === undefined ? commitTime : undefined;
}

/** Says that the binaries are not from the commit that this run is for. */
export function revisionWarning({ revision, eventCommit }: Commits, binaries: readonly Built[]): string | undefined {
  const expected = [revision, eventCommit].filter((commit) => commit !== undefined);
  const strange = builtFrom(binaries).filter((commit) => !expected.includes(commit));
  if (strange.length === 0 || revision === undefined) return undefined;
  const shown = strange.map((commit) => printable(commit, 64)).join(', ');
  return `built from commit ${shown}, and this run is for commit ${revision}. Check out what is published, and build after that`;
}

/** The different commits that the Go toolchain wrote down. https://pkg.go.dev/runtime/debug#BuildSetting */
function builtFrom(binaries: readonly Built[]): string[] {
  const commits = binaries.flatMap(({ go }) => go?.settings['vcs.revision'] ?? []);
  return [...new Set(commits)];
}
