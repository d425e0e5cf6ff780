import type { BlobSource } from '../api.ts';
import type { Endpoint } from '../endpoints.ts';
import type { Failed } from '../errors/registry-error.ts';
import type { StreamedBody } from '../http/message.ts';
import type { ChunkPlan } from './chunk-plan.ts';
import type { ReadyBytes } from './ready-bytes.ts';
import type { Session } from './session.ts';

export type StrategyName = 'monolithic' | 'stream' | 'chunked';

/** One blob on its way through one session. */
export interface Transfer {
  readonly blob: BlobSource;
  readonly session: Session;
  readonly ready: ReadyBytes;
  readonly chunks: ChunkPlan;
  /** One try of one request. */
  send(endpoint: Endpoint, body?: StreamedBody, endsBlob?: boolean): Promise<Failed>;
  /** The registry has taken everything before `session.offset`. */
  arrived(): void;
}

/** How a try ended: with the answer to the closing request, or with what went wrong and where. */
export interface Ending {
  readonly outcome: Failed;
  readonly stage: 'body' | 'close';
  /** Bytes of the body that the failed request was to carry, where that is known. */
  readonly length?: number;
  readonly stored: boolean;
}

/** One way to send the bytes of a blob from `session.offset` on and to close the session. Throws only what is not a registry's fault. */
export interface Strategy {
  readonly name: StrategyName;
  send(transfer: Transfer): Promise<Ending>;
}
