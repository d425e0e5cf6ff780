import type { Traits } from '../traits.ts';
import type { Session } from './session.ts';

const MiB = 1024 * 1024;
const MIN = 5 * MiB;
const MAX = 32 * MiB;
/** Smaller chunks would take longer to answer than to send; a limit below this is no limit for images. */
export const SMALLEST_CHUNK = 512 * 1024;

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
