import { SMALLEST_CHUNK } from './chunk-plan.ts';
import type { StrategyName } from './transfer.ts';

const MiB = 1024 * 1024;

/** What one run has learned about uploads to one registry, so that the next blob need not learn it again. */
export class HostMemory {
  readonly refused = new Set<StrategyName>();
  /** Bytes of a body that come through. */
  bodyLimit: number | undefined;
  /** The offset that a session's status named turned out wrong. */
  resumeUnsound = false;

  /** A body of this length was refused with 413. False: there is nothing smaller worth a try. */
  tooLarge(length: number): boolean {
    const half = Math.min(16 * MiB, Math.floor(length / 2));
    const limit = half > MiB ? half - (half % MiB) : half;
    this.bodyLimit = Math.min(this.bodyLimit ?? limit, Math.max(limit, SMALLEST_CHUNK));
    return length > SMALLEST_CHUNK;
  }
}
