import type { BlobSource } from '../api.ts';
import type { Traits } from '../traits.ts';
import type { HostMemory } from './host-memory.ts';
import type { Session } from './session.ts';
import type { StrategyName } from './transfer.ts';

const MiB = 1024 * 1024;
/** From here on a cut connection is dearer than the answers between chunks. */
const LARGE = 64 * MiB;
/** Up to here nothing is gained by anything but one request. */
const SMALL = 64 * 1024;

export interface Preferences {
  readonly chunkSize: 'auto' | 'none' | number;
  readonly traits: Traits;
  readonly memory: HostMemory;
}

/** The strategies for a blob, the best first; what this registry was seen to refuse comes last. */
export function strategiesFor(blob: BlobSource, session: Session, preferences: Preferences): readonly StrategyName[] {
  const { chunkSize, memory } = preferences;
  const first = preferred(blob, session, preferences);
  const all = [...new Set<StrategyName>([first, 'stream', 'monolithic', 'chunked'])];
  const allowed = all.filter((name) => name !== 'chunked' || chunkSize !== 'none');
  return [
    ...allowed.filter((name) => !memory.refused.has(name)),
    ...allowed.filter((name) => memory.refused.has(name)),
  ];
}

function preferred(blob: BlobSource, session: Session, { chunkSize, traits, memory }: Preferences): StrategyName {
  const known = blob.known();
  const size = known?.size ?? blob.sizeLimit;
  const whole = known === undefined ? 'stream' : 'monolithic';
  if (known !== undefined && size <= SMALL) return 'monolithic';
  if (chunkSize === 'none') return whole;
  if (chunkSize !== 'auto') return 'chunked';
  if (size > Math.min(session.maxChunk ?? size, memory.bodyLimit ?? size)) return 'chunked';
  // What is still being made will be complete in a tenth of a second: that is less than a registry's answer to a PATCH takes.
  if (size <= LARGE) return 'monolithic';
  return traits.refusesRanges ? whole : 'chunked';
}
