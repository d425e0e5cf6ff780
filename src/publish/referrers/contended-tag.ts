import { ActionError } from '../../errors.ts';
import { digestOf } from '../../oci/digest.ts';
import { formatRepository } from '../../oci/reference.ts';
import type { Clock, Random } from '../../ports.ts';
import type { FetchedManifest, RegistryClient } from '../../registry/api.ts';

export interface ContendedPorts {
  readonly client: RegistryClient;
  readonly clock: Clock;
  readonly random: Random;
}

/** What is to stand under the tag. */
export interface Rewritten {
  readonly bytes: Buffer;
  readonly mediaType: string;
  /** What it takes the place of; undefined where nothing may be there. */
  readonly replaces: FetchedManifest | undefined;
}

/** Rounds against other writers; each of those makes one of them win at the least. */
const MOST_ROUNDS = 100;
/** Times in a row that a tag is written and not found before it counts as one that this registry does not keep. */
const MOST_LOSSES = 10;
/** Milliseconds; another writer may have read the tag just before ours was written. */
const LEAST_WAIT = 30;
const LONGEST_WAIT = 5000;

/**
 * Adds to a document under a tag and leaves it whole, whoever else adds to it. Most registries do not heed If-Match, and
 * a writer who read the tag before ours was written takes our part away: so it is read again until it has been still for
 * as long as another one may need between his reading and his writing.
 * @param what for messages, as `The list of referrers`
 * @param rewrite what is to stand there instead of what was found; undefined where nothing is missing
 */
export async function addToContendedTag(
  tag: string,
  what: string,
  rewrite: (found: FetchedManifest | undefined, written: boolean) => Promise<Rewritten | undefined>,
  { client, clock, random }: ContendedPorts,
): Promise<void> {
  let written = false;
  let last: string | undefined;
  let slowest = 0;
  let losses = 0;
  for (let round = 1; round <= MOST_ROUNDS; round += 1) {
    const began = clock.now();
    const found = await client.getManifest(tag);
    losses = written && found === undefined ? losses + 1 : 0;
    if (losses >= MOST_LOSSES) throw notKept(tag, what, client);
    const wanted = await rewrite(found, written);
    if (wanted === undefined && (!written || found?.descriptor.digest === last)) return;
    last = found?.descriptor.digest;
    if (wanted !== undefined) {
      const taken = await client.replaceManifest(tag, wanted.bytes, wanted.mediaType, wanted.replaces);
      if (taken) last = digestOf(wanted.bytes);
      written ||= taken;
    }
    slowest = Math.max(slowest, clock.now() - began);
    const others = round === 1 ? 1 : 1 + random();
    await clock.sleep(Math.min(LONGEST_WAIT, Math.max(LEAST_WAIT, 2 * slowest * others)));
  }
  throw alwaysChanged(tag, what, client);
}

function notKept(tag: string, what: string, { repository }: RegistryClient): ActionError {
  const message = `${what} ${formatRepository(repository)}:${tag} was written and accepted 10 times, and is not there`;
  return new ActionError('attest', message, {
    hint: 'The registry does not keep what it accepts, or a cache in front of it hides what is new.',
  });
}

function alwaysChanged(tag: string, what: string, { repository }: RegistryClient): ActionError {
  const name = `${formatRepository(repository)}:${tag}`;
  return new ActionError('attest', `${what} ${name} keeps being changed by other writers`, {
    hint: 'Do many jobs attest the same image at once? Run this one again.',
  });
}
