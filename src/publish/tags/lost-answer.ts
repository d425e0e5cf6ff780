import { messageOf } from '../../errors.ts';
import type { Digest } from '../../oci/digest.ts';
import type { Clock } from '../../ports.ts';
import { printable } from '../../printable.ts';
import type { ManifestAnswer, RegistryClient } from '../../registry/api.ts';
import { RegistryError } from '../../registry/errors/registry-error.ts';
import type { TagReport } from '../publish-report.ts';

/** Milliseconds before each look: three seconds with the looks themselves, since a cancelled run has not many more. */
const PAUSES_MS = [0, 400, 800];
const LOOK_TIMEOUT_MS = 600;

/** Statuses by which something between us and the registry says that it does not know what the registry did. */
const UNANSWERED_STATUSES = new Set([408, 499, 502, 504, 520, 521, 522, 523, 524, 527]);

export interface TagFate extends Pick<TagReport, 'reason'> {
  /** `stored`: the tag stands at the digest, whatever became of the answer. */
  readonly state: 'stored' | 'failed' | 'unknown';
}

/**
 * What became of a tag whose PUT failed. The registry may have carried it out and its answer been lost, so it is asked
 * again for a few seconds, even after the run was cancelled. Nothing is claimed that was not seen.
 */
export async function fateOf(
  client: RegistryClient,
  tag: string,
  digest: Digest,
  error: unknown,
  clock: Clock,
): Promise<TagFate> {
  const refused = wasAnswered(error);
  let last: ManifestAnswer | undefined;
  for (const pause of refused ? PAUSES_MS.slice(0, 1) : PAUSES_MS) {
    if (pause > 0) await clock.sleep(pause);
    last = (await client.tryManifest(tag, LOOK_TIMEOUT_MS)) ?? last;
    if (last?.manifest?.descriptor.digest === digest) return { state: 'stored' };
  }
  const why = printable(messageOf(error));
  if (refused && (last !== undefined || wasForbidden(error))) return { state: 'failed', reason: why };
  return { state: 'unknown', reason: `${why}. ${lookText(last)}` };
}

function lookText(last: ManifestAnswer | undefined): string {
  if (last === undefined) return 'The registry did not tell what the tag points at now';
  return last.manifest === undefined
    ? 'Asked a moment later, the registry did not have it (yet)'
    : `Asked a moment later, the tag stood at ${last.manifest.descriptor.digest}`;
}

function wasAnswered(error: unknown): boolean {
  return error instanceof RegistryError && error.status !== undefined && !UNANSWERED_STATUSES.has(error.status);
}

function wasForbidden(error: unknown): boolean {
  return error instanceof RegistryError && error.status !== undefined && error.status < 500 && !error.repeated;
}
