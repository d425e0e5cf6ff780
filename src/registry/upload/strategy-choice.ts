import type { BlobSource } from '../api.ts';
import type { Traits } from '../protocol/traits.ts';
import type { Session } from './session.ts';
import type { StrategyName } from './strategies.ts';

const MiB = 1024 * 1024;

/** From here on a cut connection is dearer than the answers between chunks. */
export const LARGE = 64 * MiB;

/** Up to here nothing is gained by anything but one request. */
export const SMALL = 64 * 1024;

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
  if (size <= LARGE) return known === undefined && gainsByStream(blob, session) ? 'stream' : 'monolithic';
  return traits.refusesRanges ? whole : 'chunked';
}

/** What is smaller is made within the time of an answer. */
const LEAST_STREAMED = 8 * MiB;

/** Answers that the rest of the compression has to take longer than: a speed is known roughly while something is being made. */
const MARGIN = 2;

/** Over plain HTTP the registry is close, so the wire is not waited for: all that is won is that the registry reads and hashes meanwhile. */
const MARGIN_WITHOUT_WIRE = 16;

/** A stream begins with the first compressed block, where a PUT waits for the last one, and costs an answer more. */
function gainsByStream(blob: BlobSource, { url, answeredIn }: Session): boolean {
  if (blob.sizeLimit < LEAST_STREAMED) return false;
  const margin = url.protocol === 'https:' ? MARGIN : MARGIN_WITHOUT_WIRE;
  return (blob.remaining?.() ?? 0) > margin * answeredIn;
}

const MIN = 5 * MiB;

const MAX = 32 * MiB;

/** Smaller chunks would take longer to answer than to send; a limit below this is no limit for images. */
export const MIN_BODY_LIMIT = 512 * 1024;

/** Bytes of a chunk: what is ready, between `min` and `max`. Equal ones make a chunk of exactly `max`, save the last. */
export interface ChunkPlan {
  readonly min: number;
  readonly max: number;
}

/** `bodyLimit` is what a proxy was found to let through; the registry's own words count more than the user's wish. */
export function planChunks(
  wish: 'auto' | 'none' | number,
  session: Session,
  traits: Traits,
  bodyLimit: number | undefined,
): ChunkPlan {
  const fixed = typeof wish === 'number';
  const most = Math.min(session.maxChunk ?? Number.POSITIVE_INFINITY, bodyLimit ?? Number.POSITIVE_INFINITY);
  const least = session.minChunk ?? (fixed ? 1 : (traits.chunk?.min ?? MIN));
  const wished = fixed ? wish : Math.max(least, Math.min(traits.chunk?.max ?? MAX, MAX));
  const max = Math.max(1, Math.min(most, Math.max(wished, session.minChunk ?? 0)));
  // Cloudflare's registry builds an R2 upload, whose parts are equal: it is known by the limit that it names.
  const equal = fixed || session.maxChunk !== undefined;
  return { min: equal ? max : Math.min(least, max), max };
}

/** What one run has learned about uploads to one registry, so that the next blob need not learn it again. */
export class HostMemory {
  readonly refused = new Set<StrategyName>();
  /** Bytes of a body that come through. */
  bodyLimit: number | undefined;
  /** Whether it takes a POST with a whole blob; undefined until one is tried. */
  takesWholePost: Promise<boolean> | undefined;
  /** The offset that a session's status named turned out wrong. */
  resumeUnsound = false;

  /** A body of this length was refused with 413. False: there is nothing smaller worth a try. */
  tooLarge(length: number): boolean {
    const half = Math.min(16 * MiB, Math.floor(length / 2));
    const limit = half > MiB ? half - (half % MiB) : half;
    this.bodyLimit = Math.min(this.bodyLimit ?? limit, Math.max(limit, MIN_BODY_LIMIT));
    return length > MIN_BODY_LIMIT;
  }
}
