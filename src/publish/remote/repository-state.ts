import { ActionError } from '../../errors.ts';
import type { Digest } from '../../oci/digest.ts';
import type { RawManifest } from '../../oci/manifest.ts';
import { formatRepository } from '../../oci/reference.ts';
import type { Log } from '../../ports.ts';
import { printable } from '../../printable.ts';
import type { RegistryClient } from '../../registry/api.ts';
import { RegistryError } from '../../registry/errors/registry-error.ts';

/** For what only saves work: a registry that does not answer in this time is asked again by the push itself. */
export const OPTIONAL_TIMEOUT_MS = 1000;

/** Those of a repository's tags that decide whether a moving tag moves, or why they could not be read. */
export type TagList = { readonly tags: readonly string[] } | { readonly unreadable: unknown };

/** What a repository holds, as far as this run has to know before it sends anything. */
export interface RepositoryState {
  /** What the named tags and perhaps `latest` point at, undefined where they are new; no entry where it cannot be read. */
  readonly behind: ReadonlyMap<string, RawManifest | undefined>;
  /** The tags, where a moving one depends on them; perhaps still on their way, many pages of them. */
  readonly list?: Promise<TagList>;
}

/** A manifest with the digest that this run computed names the bytes that this run made, and registries keep what a manifest names. */
export function isBehindTag(digest: Digest, { behind }: RepositoryState): boolean {
  return [...behind.values()].some((manifest) => manifest?.descriptor.digest === digest);
}

/** What to ask a repository. */
export interface StateQuery {
  /** Tags whose content is compared: one that is there and cannot be read is an error. */
  readonly compared: readonly string[];
  /** Tags that are looked at only to save work. */
  readonly optional: readonly string[];
  /** Whether to look behind `latest` too, for a second. */
  readonly latest: boolean;
  /** Which names of the repository's list of tags to keep; absent where the list is not needed. */
  readonly listed?: (tag: string) => boolean;
}

/**
 * Asks everything at once. For one explicit tag that is a single request, which is at once the probe of the registry,
 * the check of the version and the answer to whether anything has to be sent.
 */
export async function readRepositoryState(
  client: RegistryClient,
  { compared, optional, latest, listed }: StateQuery,
  log: Log,
): Promise<RepositoryState> {
  const list = listed === undefined ? undefined : listTags(client, listed);
  const asked = [
    ...compared.map((tag) => readVersion(client, tag)),
    ...optional.map((tag) => lookAt(client, tag, log)),
    ...(latest ? [glanceAt(client, 'latest', log)] : []),
  ];
  const behind = new Map((await Promise.all(asked)).flat());
  return { behind, ...(list === undefined ? {} : { list }) };
}

type Behind = readonly [tag: string, manifest: RawManifest | undefined];

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
 * A tag that is written anyway is looked at only to save work. Where something other than a manifest is there, or the
 * registry answers 403 for what it does not have (Artifactory), the run goes on: the push will show what is wrong.
 */
async function lookAt(client: RegistryClient, tag: string, log: Log): Promise<Behind[]> {
  try {
    return [[tag, await client.getManifest(tag)]];
  } catch (error) {
    if (!(error instanceof RegistryError) || error.limited) throw error;
    if (error.status !== 200 && error.status !== 403) throw error;
    log.debug(`What ${tag} points at cannot be read: ${printable(error.message)}`);
    return [];
  }
}

async function glanceAt(client: RegistryClient, tag: string, log: Log): Promise<Behind[]> {
  const answer = await client.tryManifest(tag, OPTIONAL_TIMEOUT_MS);
  if (answer !== undefined) return [[tag, answer.manifest]];
  log.debug(`What ${tag} points at could not be read within a second`);
  return [];
}

/** @param keep which names to keep of a list that may be long */
export async function listTags(client: RegistryClient, keep: (tag: string) => boolean): Promise<TagList> {
  try {
    return { tags: (await client.listTags(keep)) ?? [] };
  } catch (unreadable) {
    return { unreadable };
  }
}
