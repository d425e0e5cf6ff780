import type { IncomingMessage } from 'node:http';
import { performance } from 'node:perf_hooks';
import type { RecordedRequest } from './record.ts';
import type { Refusal } from './refusal.ts';

type Place = Pick<RecordedRequest, 'server' | 'endpoint' | 'path' | 'query'>;

/** Keeps what came and what was wrong with it. */
export class Recorder {
  requests: RecordedRequest[] = [];
  violations: string[] = [];
  #inFlight = 0;

  arrived(request: IncomingMessage, place: Place, hidden: boolean): RecordedRequest {
    if (!hidden) this.#inFlight += 1;
    const record: RecordedRequest = {
      number: hidden ? 0 : this.requests.length + 1,
      ...place,
      method: request.method ?? '',
      headers: request.headers,
      inFlight: this.#inFlight,
      startedAt: performance.now(),
      bytesReceived: 0,
    };
    if (!hidden) this.requests.push(record);
    return record;
  }

  ended(record: RecordedRequest): void {
    record.endedAt = performance.now();
    if (record.number > 0) this.#inFlight -= 1;
  }

  violated(record: RecordedRequest, refusal: Refusal): void {
    this.violations.push(`${record.number} ${record.method} ${record.path}: ${refusal.message}`);
  }

  forget(): void {
    this.requests = [];
    this.violations = [];
  }
}
