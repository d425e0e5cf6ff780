import { ActionError } from '../errors.ts';
import { formatRepository, parseRepository, type Repository, sameRepository } from '../oci/reference.ts';
import type { SourceContext } from '../source-context.ts';
import { named } from './named.ts';
import type { Problems } from './problems.ts';
import { readList } from './read-inputs.ts';

/** A repository to publish to, with the entries of `tags` that are meant for it. */
export interface Target {
  readonly repository: Repository;
  readonly tags: readonly string[];
}

interface TagEntry {
  readonly text: string;
  readonly repository?: Repository;
}

/** Joins the inputs `image` and `tags`: full references among the tags name repositories, plain names are for all of them. */
export function readTargets(
  image: string,
  tags: string,
  context: SourceContext,
  problems: Problems,
  notice: (line: string) => void,
): Target[] {
  const entries = readList(tags).flatMap((text) => problems.attempt(() => readTagEntry(text)) ?? []);
  const named = readList(image).flatMap((text) => problems.attempt(() => readRepository(text, notice)) ?? []);
  const referenced = entries.flatMap(({ repository }) => repository ?? []);
  if (named.length > 0) refuseOthers(named, entries, problems);
  else if (readList(image).length > 0) return [];
  const found = named.length > 0 ? named : referenced;
  const repositories = found.length > 0 ? found : (problems.attempt(() => [defaultRepository(context)]) ?? []);
  return unique(repositories).map((repository) => ({ repository, tags: tagsFor(repository, entries) }));
}

function tagsFor(repository: Repository, entries: readonly TagEntry[]): string[] {
  const own = entries.filter((entry) => entry.repository === undefined || sameRepository(entry.repository, repository));
  return own.map(({ text }) => text);
}

function unique(repositories: readonly Repository[]): Repository[] {
  return repositories.filter((one, place) => repositories.findIndex((other) => sameRepository(one, other)) === place);
}

function refuseOthers(named: readonly Repository[], entries: readonly TagEntry[], problems: Problems): void {
  for (const { repository, text } of entries) {
    if (repository === undefined || named.some((one) => sameRepository(one, repository))) continue;
    const wanted = `${formatRepository(repository)}:${text}`;
    problems.add(`tags: ${wanted} is in a repository that image does not list. Add it to image, or leave image out`);
  }
}

/** A tag's name has neither `/` nor `:`; what has one is a reference with its repository in front. */
function readTagEntry(text: string): TagEntry {
  if (!/[/:]/.test(text) || /^(?:type|pattern)=/.test(text)) return { text };
  const colon = text.lastIndexOf(':');
  if (colon <= text.lastIndexOf('/')) {
    throw new ActionError(
      'input',
      `tags: "${text}" has no tag; write it as ${text}:1.2.3, or as a name without slashes`,
    );
  }
  if (text.includes('@')) throw new ActionError('input', `tags: "${text}" has a digest; a tag is made, not looked up`);
  return {
    text: text.slice(colon + 1),
    repository: named('tags', () => parseRepository(lowered(text.slice(0, colon)))),
  };
}

function readRepository(text: string, notice: (line: string) => void): Repository {
  if (/@|:[^/]*$/.test(text.replace(/^[^/]*:\d+\//, ''))) {
    throw new ActionError('input', `image: "${text}" has a tag or digest; tags belong into the input tags`);
  }
  const bare = withoutScheme(text);
  const lower = bare.toLowerCase();
  if (bare !== text)
    notice(`image: "${text}" was taken without ${text.slice(0, -bare.length)}, as image names are: ${bare}`);
  if (lower !== bare) notice(`image: "${bare}" was made lower case, as registries want it: ${lower}`);
  return named('image', () => parseRepository(lower));
}

function lowered(text: string): string {
  return withoutScheme(text).toLowerCase();
}

function withoutScheme(text: string): string {
  return text.replace(/^(?:https?|docker|oci):\/\//i, '');
}

/** GHCR belongs to github.com; other servers have registries that only their users know. */
function defaultRepository({ serverUrl, repository }: SourceContext): Repository {
  if (serverUrl === 'https://github.com' && repository !== undefined) {
    return parseRepository(`ghcr.io/${repository.toLowerCase()}`);
  }
  const reason = repository === undefined ? 'GITHUB_REPOSITORY is not set' : `${serverUrl} is not github.com`;
  throw new ActionError('input', `image: there is no default here, since ${reason}`, {
    hint: 'Set it, as in image: registry.example.com/owner/name.',
  });
}
