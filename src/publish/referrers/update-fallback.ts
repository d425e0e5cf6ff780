import { ActionError } from '../../errors.ts';
import type { Descriptor } from '../../oci/descriptor.ts';
import { type Digest, digestOf } from '../../oci/digest.ts';
import { MEDIA_TYPE } from '../../oci/media-types.ts';
import { formatRepository } from '../../oci/reference.ts';
import type { Clock, Random } from '../../ports.ts';
import type { RegistryClient } from '../../registry/api.ts';
import {
  type FallbackIndex,
  fallbackBytes,
  fallbackTag,
  isPoor,
  mergeEntries,
  readFallbackIndex,
  repairedEntry,
} from './fallback-index.ts';

export interface FallbackPorts {
  readonly client: RegistryClient;
  readonly clock: Clock;
  readonly random: Random;
}

/** Rounds against other writers; each of those makes one of them win at the least. */
const MOST_ROUNDS = 100;
/** Entries of other tools that are read for their repair in one run. */
const MOST_REPAIRS = 50;
/** Milliseconds; another writer may have read the list just before ours was written. */
const LEAST_WAIT = 30;
const LONGEST_WAIT = 5000;

/**
 * Puts entries into the list under the subject's tag and leaves it whole, whoever else writes to it. Most registries do
 * not heed If-Match, and a writer who read the list before ours was written takes our entries away: so it is read again
 * until it has been still for as long as another one may need between his reading and his writing.
 */
export async function updateFallback(
  subject: Digest,
  own: readonly Descriptor[],
  { client, clock, random }: FallbackPorts,
): Promise<void> {
  const tag = fallbackTag(subject);
  const repairs = new Map<Digest, Descriptor>();
  let written = false;
  let last: Digest | undefined;
  let slowest = 0;
  for (let round = 1; round <= MOST_ROUNDS; round += 1) {
    const began = clock.now();
    const fetched = await client.getManifest(tag);
    if (written && fetched?.descriptor.digest === subject) throw noSuchTag(tag, client);
    const index = readFallbackIndex(fetched, subject);
    const entries = mergeEntries(await repaired(index, own, repairs, client), own);
    const whole = isSame(index.entries, entries);
    if (whole && (!written || fetched?.descriptor.digest === last)) return;
    last = fetched?.descriptor.digest;
    if (!whole) {
      const bytes = fallbackBytes(index, entries);
      const taken = await client.replaceManifest(tag, bytes, MEDIA_TYPE.index, index.fetched);
      if (taken) last = digestOf(bytes);
      written ||= taken;
    }
    slowest = Math.max(slowest, clock.now() - began);
    const others = round === 1 ? 1 : 1 + random();
    await clock.sleep(Math.min(LONGEST_WAIT, Math.max(LEAST_WAIT, 2 * slowest * others)));
  }
  throw alwaysChanged(tag, client);
}

function alwaysChanged(tag: string, { repository }: RegistryClient): ActionError {
  const name = `${formatRepository(repository)}:${tag}`;
  return new ActionError('attest', `The list of referrers ${name} is written to by others all the time`, {
    hint: 'Do many jobs attest the same image at once? Run this one again.',
  });
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
