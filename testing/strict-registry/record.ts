import type { IncomingHttpHeaders } from 'node:http';

export type Endpoint =
  | 'base'
  | 'token'
  | 'blob'
  | 'upload-start'
  | 'upload'
  | 'manifest'
  | 'tags'
  | 'referrers'
  | 'unknown';

/** One request as the registry saw it, kept for assertions. */
export interface RecordedRequest {
  /** From 1, in the order of arrival. */
  readonly number: number;
  /** `storage` is the second origin, where some behaviours send uploads. */
  readonly server: 'registry' | 'storage';
  readonly endpoint: Endpoint;
  readonly method: string;
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  /** Requests under way at its arrival, itself included. */
  readonly inFlight: number;
  /** Milliseconds of the process's monotonic clock. */
  readonly startedAt: number;
  /** Bytes of the body. */
  bytesReceived: number;
  /** Absent while it is under way, and where the connection was cut before an answer. */
  status?: number;
  endedAt?: number;
  /** The fault that was put here. */
  fault?: string;
}

/**
 * Requests that went one after another: the longest chain in which each began after the one before had ended. Give the
 * registry some latency, or requests sent at once may not overlap.
 */
export function roundTrips(requests: readonly RecordedRequest[]): number {
  const ended = requests
    .map(({ startedAt, endedAt }) => ({ startedAt, endedAt: endedAt ?? Number.POSITIVE_INFINITY }))
    .sort((a, b) => a.endedAt - b.endedAt);
  let last = Number.NEGATIVE_INFINITY;
  let count = 0;
  for (const { startedAt, endedAt } of ended) {
    if (startedAt < last) continue;
    count += 1;
    last = endedAt;
  }
  return count;
}
