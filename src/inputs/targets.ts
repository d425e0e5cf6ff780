import { ActionError } from '../errors.ts';
import {
  formatRepository,
  isHostAlone,
  nearestPath,
  parseRepository,
  type Repository,
  sameRepository,
} from '../oci/reference.ts';
import { printable } from '../printable.ts';
import type { TagEntry } from '../publish/tags/tag-entry.ts';
import type { SourceContext } from '../source-context.ts';
import { type InputProblems, named } from './input-problems.ts';
import { readLines, readList } from './read-inputs.ts';

/** A repository to publish to, with the entries of `tags` that are meant for it. */
export interface Target {
  readonly repository: Repository;
  readonly tags: readonly TagEntry[];
}

interface GivenTag extends TagEntry {
  /** Of a full reference. */
  readonly repository?: Repository;
}

/** Joins the inputs `image` and `tags`: full references among the tags name repositories, plain names are for all of them. */
export function readTargets(
  image: string,
  tags: string,
  context: SourceContext,
  problems: InputProblems,
  notice: (line: string) => void,
): Target[] {
  const texts = tagTexts(tags);
  const entries = texts.flatMap((text) => problems.attempt(() => readTag(text)) ?? []);
  const images = readLines(image).flatMap((line) => problems.attempt(() => imageTexts(line)) ?? []);
  const named = images.flatMap((text) => problems.attempt(() => readRepository(text, notice)) ?? []);
  const referenced = entries.flatMap(({ repository }) => repository ?? []);
  if (named.length > 0) refuseOthers(named, entries, problems);
  else if (readList(image).length > 0) {
    if (!problems.any) problems.add('image: none of its lines is enabled here');
    return [];
  }
  const found = named.length > 0 ? named : referenced;
  // What could not be read may have named the image: that it is missing would be a second error for one cause.
  if (found.length === 0 && entries.length < texts.length) return [];
  const repositories = found.length > 0 ? found : (problems.attempt(() => [defaultRepository(context)]) ?? []);
  return unique(repositories).map((repository) => ({ repository, tags: tagsFor(repository, entries) }));
}

/** A line of docker/metadata-action's input `images`: `name=ghcr.io/acme/app,enable=true`. */
const IMAGE_LINE = /(?:^|,)\s*(?:name|enable)\s*=/i;

function imageTexts(line: string): string[] {
  if (!IMAGE_LINE.test(line)) return readList(line);
  const fields = line.split(',').map((field) => /^\s*(?:(\w+)\s*=)?(.*)$/.exec(field) ?? []);
  const attribute = (name: string) => fields.find(([, key = 'name']) => key.toLowerCase() === name)?.[2]?.trim() ?? '';
  const enable = attribute('enable') || 'true';
  if (enable !== 'true' && enable !== 'false')
    throw new ActionError('input', `image: enable=${printable(enable, 60)} is not true or false`);
  return enable === 'true' ? [attribute('name')] : [];
}

/** A line of docker/metadata-action has commas of its own; it is known by its attributes. */
const METADATA_LINE = /(?:^|,)\s*"?(?:type|enable|priority|prefix|suffix|pattern|value|event|branch|format|group)\s*=/i;

/** A list in brackets or quotes is one slip, not one for each of its entries. */
const BRACKETED = /^[["'`]/;

function tagTexts(tags: string): string[] {
  return readLines(tags).flatMap((line) =>
    METADATA_LINE.test(line) || BRACKETED.test(line) ? [line] : readList(line),
  );
}

function tagsFor(repository: Repository, entries: readonly GivenTag[]): TagEntry[] {
  const own = entries.filter((entry) => entry.repository === undefined || sameRepository(entry.repository, repository));
  return own.map(({ kind, text }) => ({ kind, text }));
}

function unique(repositories: readonly Repository[]): Repository[] {
  return repositories.filter((one, place) => repositories.findIndex((other) => sameRepository(one, other)) === place);
}

function refuseOthers(named: readonly Repository[], entries: readonly GivenTag[], problems: InputProblems): void {
  for (const { repository, text } of entries) {
    if (repository === undefined || named.some((one) => sameRepository(one, repository))) continue;
    const wanted = `${formatRepository(repository)}:${text}`;
    problems.add(`tags: ${wanted} is in a repository that image does not list. Add it to image, or leave image out`);
  }
}

/** `host:5000/owner/name:tag`; a colon with a port is followed by a slash, and one before a tag has a name before it. */
const REFERENCE = /^((?:[a-z]+:\/\/)?[^/:\s]+(?::\d+(?=\/))?(?:\/[^:@\s]*)?):(.*)$/i;

/** A tag's name has neither `/` nor `:`; what has one is a reference with its repository in front. */
function readTag(text: string): GivenTag {
  if (METADATA_LINE.test(text)) return { kind: 'line', text };
  if (BRACKETED.test(text)) return { kind: 'own', text };
  const [, repository, tag] = REFERENCE.exec(text.replace(/\{\{.*?\}\}/g, (one) => one.replace(/[:/]/g, ' '))) ?? [];
  if (text.includes('@') && /[/:]/.test(text))
    throw new ActionError('input', `tags: "${text}" has a digest; a tag is made, not looked up`);
  if (repository !== undefined && tag !== undefined && !repository.startsWith('{{')) {
    const name = text.slice(repository.length + 1);
    return { kind: 'reference', text: name, repository: named('tags', () => parseRepository(lowered(repository))) };
  }
  if (isRepository(text)) {
    throw new ActionError(
      'input',
      `tags: "${text}" has no tag; write it as ${text}:1.2.3, or as a name without slashes`,
    );
  }
  return { kind: 'own', text };
}

/** `ghcr.io/acme/app`: its first part is a host, which `feature/x` has none of. */
function isRepository(text: string): boolean {
  return /^(?:[a-z]+:\/\/)?(?:[^/\s]*\.[^/\s]*|localhost|[^/\s]+:\d+)\/[^\s]*$/i.test(text);
}

/** `https://user:password@host/app`, as git takes it; what stands there is not repeated. */
const USERINFO = /^(?:[a-z]+:\/\/)?[^/@]*@(?!sha256:)/i;

function readRepository(text: string, notice: (line: string) => void): Repository {
  if (USERINFO.test(text)) {
    throw new ActionError('input', 'image: an entry holds a user name or password before an @', {
      hint: 'Leave it out, and give them as the inputs username and password. A password that stood there is known to whoever read the workflow.',
    });
  }
  if (!isHostAlone(text) && /@|:[^/]*$/.test(text.replace(/^[^/]*:\d+\//, ''))) {
    throw new ActionError('input', `image: "${text}" has a tag or digest; tags belong in the input tags`);
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

/** GitLab, Gitea and Forgejo have a registry of their own; GHCR belongs to github.com; that of other servers only their users know. */
function defaultRepository({ serverUrl, repository, ownImage }: SourceContext): Repository {
  if (ownImage !== undefined) return named('image', () => parseRepository(lowered(ownImage)));
  if (serverUrl === 'https://github.com' && repository !== undefined) return onGitHubPackages(repository);
  const reason =
    repository === undefined
      ? 'no CI system names a repository (GITHUB_REPOSITORY is not set)'
      : `${serverUrl || 'the server'} is not github.com`;
  throw new ActionError('input', `image: there is no default here, since ${reason}`, {
    hint: 'Set it, as in image: registry.example.com/owner/name.',
  });
}

/** GitHub allows names that no registry takes: `.github`, `app_`, `app..x`. */
function onGitHubPackages(repository: string): Repository {
  const text = `ghcr.io/${repository.toLowerCase()}`;
  try {
    return parseRepository(text);
  } catch {
    throw new ActionError(
      'input',
      `image: the default would be ${printable(text, 200)}, which is not a valid repository name`,
      {
        hint: `Set it, as in image: ghcr.io/${nearestPath(repository)}.`,
      },
    );
  }
}
