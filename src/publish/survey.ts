import semver from 'semver';
import type { FetchedManifest, RegistryClient } from '../registry/api.ts';
import { versionOfTag } from './tag-name.ts';
import type { TagPlan } from './tag-plan.ts';

/** The names of a repository's tags, or why they could not be read. */
export type TagList = { readonly tags: readonly string[] } | { readonly unreadable: unknown };

/** What a repository holds, as far as this run has to know before it sends anything. */
export interface Survey {
  /** What stands behind each tag that was asked for (the named ones, perhaps `latest`); undefined where it is new. */
  readonly behind: ReadonlyMap<string, FetchedManifest | undefined>;
  /** The tags, where a moving one depends on them. */
  readonly list?: TagList;
  /** Another image of the repository that may hold layers of this one. */
  readonly sibling?: FetchedManifest;
}

/**
 * Asks everything at once. For one explicit tag that is a single request, which is at once the probe of the registry,
 * the check of the version and the source of layers that need not be made again.
 */
export async function survey(client: RegistryClient, plan: TagPlan): Promise<Survey> {
  const named = [...plan.exact, ...plan.plain];
  const listed = needsList(plan) ? listTags(client) : undefined;
  const behind = await fetchAll(client, needsSibling(plan) ? [...named, 'latest'] : named);
  const list = await listed;
  const sibling = await newestSibling(client, plan, behind, list);
  return { behind, ...(list === undefined ? {} : { list }), ...(sibling === undefined ? {} : { sibling }) };
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

async function fetchAll(
  client: RegistryClient,
  names: readonly string[],
): Promise<Map<string, FetchedManifest | undefined>> {
  const entries = names.map(async (name) => [name, await client.getManifest(name)] as const);
  return new Map(await Promise.all(entries));
}

async function newestSibling(
  client: RegistryClient,
  { moving }: TagPlan,
  behind: ReadonlyMap<string, FetchedManifest | undefined>,
  list: TagList | undefined,
): Promise<FetchedManifest | undefined> {
  const found = [...behind.values()].some((manifest) => manifest !== undefined);
  if (found || moving.length === 0 || list === undefined || !('tags' in list)) return undefined;
  const versions = list.tags.flatMap((tag) => versionOfTag(tag) ?? []);
  const newest = versions.sort(semver.rcompare)[0];
  const tag = list.tags.find((name) => newest !== undefined && versionOfTag(name)?.compare(newest) === 0);
  return tag === undefined ? undefined : client.getManifest(tag);
}
