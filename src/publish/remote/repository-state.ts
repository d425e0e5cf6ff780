import { ActionError } from '../../errors.ts';
import { formatRepository } from '../../oci/reference.ts';
import type { Log } from '../../ports.ts';
import { printable } from '../../printable.ts';
import type { FetchedManifest, RegistryClient } from '../../registry/api.ts';
import { RegistryError } from '../../registry/errors/registry-error.ts';
import { countsForMoving } from '../tags/moving-tags.ts';
import type { TagPlan } from '../tags/tag-plan.ts';

/** For what only saves work: a registry that does not answer in this time is asked again by the push itself. */
export const MILLISECONDS_FOR_THE_OPTIONAL = 1000;

/** Those of a repository's tags that decide whether a moving tag moves, or why they could not be read. */
export type TagList = { readonly tags: readonly string[] } | { readonly unreadable: unknown };

/** What a repository holds, as far as this run has to know before it sends anything. */
export interface RepositoryState {
  /** What the named tags and perhaps `latest` point at, undefined where they are new; no entry where it cannot be read. */
  readonly behind: ReadonlyMap<string, FetchedManifest | undefined>;
  /** The tags, where a moving one depends on them; perhaps still on their way, many pages of them. */
  readonly list?: Promise<TagList>;
}

/**
 * Asks everything at once. For one explicit tag that is a single request, which is at once the probe of the registry,
 * the check of the version and the answer to whether anything has to be sent.
 */
export async function readRepositoryState(
  client: RegistryClient,
  plan: TagPlan,
  { overwrite }: { readonly overwrite: boolean },
  log: Log,
): Promise<RepositoryState> {
  const list = needsList(plan) ? listTags(client, plan) : undefined;
  const exact = overwrite ? lookAt : readVersion;
  const asked = [
    ...plan.exact.map((tag) => exact(client, tag, log)),
    ...plan.plain.map((tag) => lookAt(client, tag, log)),
    ...(needsLatest(plan) ? [glanceAt(client, 'latest', log)] : []),
  ];
  const behind = new Map((await Promise.all(asked)).flat());
  return { behind, ...(list === undefined ? {} : { list }) };
}

type Behind = readonly [tag: string, manifest: FetchedManifest | undefined];

/** A version that is there is compared, so it has to be something that can be compared. */
async function readVersion(client: RegistryClient, tag: string): Promise<Behind[]> {
  try {
    return [[tag, await client.getManifest(tag)]];
  } catch (error) {
    if (!(error instanceof RegistryError) || error.status !== 200) throw error;
    const name = `${formatRepository(client.repository)}:${printable(tag, 128)}`;
    const message = `${name} is published and is not an image that can be compared, so nothing was moved. ${error.message}`;
    const hint = 'Publish under a new version; or set overwrite: true to replace it.';
    throw new ActionError('tag', message, { hint, cause: error });
  }
}

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

async function glanceAt(client: RegistryClient, tag: string, log: Log): Promise<Behind[]> {
  const answer = await client.tryManifest(tag, MILLISECONDS_FOR_THE_OPTIONAL);
  if (answer !== undefined) return [[tag, answer.manifest]];
  log.debug(`What ${tag} points at could not be read within a second`);
  return [];
}

export async function listTags(client: RegistryClient, plan: TagPlan): Promise<TagList> {
  try {
    return { tags: (await client.listTags(countsForMoving(plan))) ?? [] };
  } catch (unreadable) {
    return { unreadable };
  }
}

export function needsList({ moving }: TagPlan): boolean {
  return moving.some(({ forced }) => !forced);
}

/** Several tags cost more than one request anyway, and a push by digest has no tag of its own to look behind. */
function needsLatest({ digestOnly, exact, plain, moving }: TagPlan): boolean {
  return (digestOnly || moving.length > 0) && ![...exact, ...plain].includes('latest');
}
