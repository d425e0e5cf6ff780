import { ActionError, ProblemsError } from '../../errors.ts';
import type { Digest } from '../../oci/digest.ts';
import { formatRepository, type Repository } from '../../oci/reference.ts';
import type { MergeEntry } from './merge-entry.ts';

/** Where to look for a digest: paths of repositories on the target's registry, the first that has it wins. */
export interface MergeSource {
  readonly digest: Digest;
  readonly paths: readonly string[];
}

/**
 * What is merged into one repository. Jobs that pushed to several registries name the same digests once for each; a
 * digest that only another target's registry is named for is looked for in the target itself.
 */
export function mergeSources(entries: readonly MergeEntry[], target: Repository): MergeSource[] {
  const digests = [...new Set(entries.map(({ digest }) => digest))];
  return digests.map((digest) => {
    const named = entries.filter((entry) => entry.digest === digest);
    const near = named.flatMap(({ repository }) => (repository?.registry === target.registry ? repository.path : []));
    const own = near.length === 0 || near.includes(target.path);
    return { digest, paths: [...new Set([...(own ? [target.path] : []), ...near])] };
  });
}

/** Blobs move between repositories of one registry only; anything else would be a download and an upload. */
export function refuseOtherRegistries(entries: readonly MergeEntry[], targets: readonly Repository[]): void {
  const known = new Set(targets.map(({ registry }) => registry));
  const problems = entries.flatMap(({ repository, digest }) =>
    repository === undefined || known.has(repository.registry)
      ? []
      : [`merge: ${formatRepository(repository)}@${digest} is on another registry than ${[...known].join(', ')}`],
  );
  if (problems.length > 0) throw new ProblemsError('input', problems);
}

export function noSuchManifest(target: Repository, { digest, paths }: MergeSource): ActionError {
  const where = paths.map((path) => formatRepository({ registry: target.registry, path })).join(' or ');
  return new ActionError('merge', `${digest} is not in ${where}, where merge looked for it several times`, {
    hint: 'Has the job that pushed it ended well, and did it push to this repository?',
  });
}
