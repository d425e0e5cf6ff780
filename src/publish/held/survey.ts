import type { Log } from '../../ports.ts';
import { printable } from '../../printable.ts';
import type { FetchedManifest, RegistryClient } from '../../registry/api.ts';
import { RegistryError } from '../../registry/errors/registry-error.ts';
import { versionOfTag } from '../tags/tag-name.ts';
import type { TagPlan } from '../tags/tag-plan.ts';

/** The names of a repository's tags, or why they could not be read. */
export type TagList = { readonly tags: readonly string[] } | { readonly unreadable: unknown };

/** What a repository holds, as far as this run has to know before it sends anything. */
export interface Survey {
  /** What the named tags and perhaps `latest` point at, undefined where they are new; no entry where it cannot be read. */
  readonly behind: ReadonlyMap<string, FetchedManifest | undefined>;
  /** The tags, where a moving one depends on them; perhaps still on their way, many pages of them. */
  readonly list?: Promise<TagList>;
  /** Another image of the repository that may hold layers of this one. */
  readonly sibling?: FetchedManifest;
}

/**
 * Asks everything at once. For one explicit tag that is a single request, which is at once the probe of the registry,
 * the check of the version and the source of layers that need not be made again.
 */
export async function survey(client: RegistryClient, plan: TagPlan, log: Log): Promise<Survey> {
  const list = needsList(plan) ? listTags(client) : undefined;
  const looked = needsSibling(plan) ? [...plan.plain, 'latest'] : plan.plain;
  const asked = [
    ...plan.exact.map(async (tag): Promise<Behind[]> => [[tag, await client.getManifest(tag)]]),
    ...looked.map((tag) => lookAt(client, tag, log)),
  ];
  const behind = new Map((await Promise.all(asked)).flat());
  const sibling = await newestSibling(client, plan, behind, list, log);
  return { behind, ...(list === undefined ? {} : { list }), ...(sibling === undefined ? {} : { sibling }) };
}

type Behind = readonly [tag: string, manifest: FetchedManifest | undefined];

/**
 * What is written anyway is looked at to save work. Something there that is not a manifest, or a registry that answers
 * 403 for what is not there (Artifactory), is not a reason to stop: the push will tell.
 */
async function lookAt(client: RegistryClient, tag: string, log: Log): Promise<Behind[]> {
  try {
    return [[tag, await client.getManifest(tag)]];
  } catch (error) {
    if (!(error instanceof RegistryError) || (error.status !== 200 && error.status !== 403)) throw error;
    log.debug(`What ${tag} points at cannot be read: ${printable(error.message)}`);
    return [];
  }
}

export async function listTags(client: RegistryClient): Promise<TagList> {
  try {
    return { tags: (await client.listTags()) ?? [] };
  } catch (unreadable) {
    return { unreadable };
  }
}

export function needsList({ moving }: TagPlan): boolean {
  return moving.some(({ forced }) => !forced);
}

/** More than one tag costs more than one request anyway, and a push by digest has no tag of its own to look behind. */
function needsSibling({ digestOnly, exact, plain, moving }: TagPlan): boolean {
  return (digestOnly || moving.length > 0) && ![...exact, ...plain].includes('latest');
}

async function newestSibling(
  client: RegistryClient,
  { moving }: TagPlan,
  behind: ReadonlyMap<string, FetchedManifest | undefined>,
  listing: Promise<TagList> | undefined,
  log: Log,
): Promise<FetchedManifest | undefined> {
  const found = [...behind.values()].some((manifest) => manifest !== undefined);
  if (found || moving.length === 0) return undefined;
  const list = await listing;
  const tag = list !== undefined && 'tags' in list ? newestVersion(list.tags) : undefined;
  return tag === undefined ? undefined : (await lookAt(client, tag, log))[0]?.[1];
}

function newestVersion(tags: readonly string[]): string | undefined {
  const versions = tags.flatMap((tag) => {
    const version = versionOfTag(tag);
    return version === undefined ? [] : [{ tag, version }];
  });
  return versions.sort((a, b) => b.version.compare(a.version))[0]?.tag;
}
