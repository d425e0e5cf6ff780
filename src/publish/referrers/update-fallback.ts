import { ActionError } from '../../errors.ts';
import type { Descriptor } from '../../oci/descriptor.ts';
import type { Digest } from '../../oci/digest.ts';
import { MEDIA_TYPE } from '../../oci/media-types.ts';
import { formatRepository } from '../../oci/reference.ts';
import type { FetchedManifest, RegistryClient } from '../../registry/api.ts';
import { addToContendedTag, type ContendedPorts } from './contended-tag.ts';
import {
  type FallbackIndex,
  fallbackBytes,
  fallbackTag,
  isPoor,
  mergeEntries,
  readFallbackIndex,
  repairedEntry,
} from './fallback-index.ts';

/** Entries of other tools that are read for their repair in one run. */
const MOST_REPAIRS = 50;

/** Puts entries into the list under the subject's tag and leaves it whole, whoever else writes to it. */
export async function updateFallback(
  subject: Digest,
  own: readonly Descriptor[],
  ports: ContendedPorts,
): Promise<void> {
  const tag = fallbackTag(subject);
  const repairs = new Map<Digest, Descriptor>();
  const rewrite = async (found: FetchedManifest | undefined, written: boolean) => {
    if (written && found?.descriptor.digest === subject) throw noSuchTag(tag, ports.client);
    const index = readFallbackIndex(found, subject);
    const entries = mergeEntries(await repaired(index, own, repairs, ports.client), own);
    if (isSame(index.entries, entries)) return undefined;
    return { bytes: fallbackBytes(index, entries), mediaType: MEDIA_TYPE.index, replaces: index.fetched };
  };
  await addToContendedTag(tag, 'The list of referrers', rewrite, ports);
}

/** What the tag gives after it was written decides whether this registry can keep such a list at all. */
function noSuchTag(tag: string, { repository }: RegistryClient): ActionError {
  const message =
    `${formatRepository(repository)}: the registry keeps no list of referrers and gives the image itself for the tag ` +
    `${tag}, so nobody would find what is attached`;
  return new ActionError('attest', message, {
    hint: 'GitLab does so. Leave out `attest` for this registry, or publish to one that has the referrers API as well.',
  });
}

async function repaired(
  { entries }: FallbackIndex,
  own: readonly Descriptor[],
  known: Map<Digest, Descriptor>,
  client: RegistryClient,
): Promise<Descriptor[]> {
  const ours = new Set(own.map(({ digest }) => digest));
  const poor = entries.filter((entry) => isPoor(entry) && !ours.has(entry.digest) && !known.has(entry.digest));
  const read = poor.slice(0, MOST_REPAIRS).map(async (entry) => {
    const manifest = await client.getManifest(entry.digest);
    known.set(entry.digest, manifest === undefined ? entry : repairedEntry(entry, manifest));
  });
  await Promise.all(read);
  return entries.map((entry) => known.get(entry.digest) ?? entry);
}

function isSame(a: readonly Descriptor[], b: readonly Descriptor[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
