import type { BlobSource } from '../api.ts';
import { accepted } from '../client/accepted.ts';
import type { Outcome } from '../errors/facts.ts';
import type { StreamedBody } from '../http/message.ts';
import { closeUpload, type Endpoint, patchUpload } from '../protocol/endpoints.ts';
import { withParameter } from '../protocol/location.ts';
import type { ReadyBytes } from './ready-bytes.ts';
import { moveTo, type Session } from './session.ts';
import type { ChunkPlan } from './strategy-choice.ts';

export type StrategyName = 'monolithic' | 'stream' | 'chunked';

/** One blob on its way through one session. */
export interface Transfer {
  readonly blob: BlobSource;
  readonly session: Session;
  readonly ready: ReadyBytes;
  readonly chunks: ChunkPlan;
  /** One try of one request. */
  send(endpoint: Endpoint, body?: StreamedBody, endsBlob?: boolean): Promise<Outcome>;
  /** The registry has taken everything before `session.offset`. */
  arrived(): void;
}

/** How a try ended: with the answer to the closing request, or with what went wrong and where. */
export interface UploadResult {
  readonly outcome: Outcome;
  readonly stage: 'body' | 'close';
  /** Bytes of the body that the failed request was to carry, where that is known. */
  readonly length?: number;
  readonly stored: boolean;
}

/** One way to send the bytes of a blob from `session.offset` on and to close the session. Throws only what is not a registry's fault. */
export interface Strategy {
  readonly name: StrategyName;
  send(transfer: Transfer): Promise<UploadResult>;
}

/** POST, then one PUT with everything: the way of containerd and BuildKit. Needs the digest before the first byte. */
export const monolithic: Strategy = {
  name: 'monolithic',
  async send(transfer) {
    const { digest, size: length } = await transfer.blob.descriptor;
    const endpoint = closeUpload(withParameter(transfer.session.url, 'digest', digest));
    const open = (signal: AbortSignal) => slice(transfer.blob, 0, length, signal);
    const outcome = await transfer.send(endpoint, { length, open }, true);
    return { outcome, stage: 'body', length, stored: accepted(outcome, endpoint) };
  },
};

/** POST, then one PATCH without a range while the bytes are still being made, then PUT: the way of `docker push`. */
export const stream: Strategy = {
  name: 'stream',
  async send(transfer) {
    const { blob, session } = transfer;
    const length = blob.known()?.size;
    const endpoint = patchUpload(session.url, undefined);
    const body = { open: (signal: AbortSignal) => blob.read(0, signal), ...(length === undefined ? {} : { length }) };
    const outcome = await transfer.send(endpoint, body, true);
    if (!accepted(outcome, endpoint)) {
      return { outcome, stage: 'body', stored: false, ...(length === undefined ? {} : { length }) };
    }
    moveTo(session, outcome);
    session.offset = outcome.sent;
    transfer.arrived();
    return closeSession(transfer);
  },
};

/**
 * Ranged PATCHes in order, then PUT. While one chunk flies the next is being made; a cut costs a chunk and not the blob.
 * Our own offset is what counts: the answer's `Range` is wrong on more than one registry.
 */
export const chunked: Strategy = {
  name: 'chunked',
  async send(transfer) {
    for (;;) {
      const length = await nextLength(transfer);
      if (length === 0) return closeSession(transfer);
      const failed = await sendChunk(transfer, length);
      if (failed !== undefined) return failed;
    }
  },
};

async function nextLength({ session, ready, chunks }: Transfer): Promise<number> {
  const { made } = await ready.reach(session.offset + chunks.min);
  return Math.min(chunks.max, made - session.offset);
}

async function sendChunk(transfer: Transfer, length: number): Promise<UploadResult | undefined> {
  const { blob, session } = transfer;
  const from = session.offset;
  const endpoint = patchUpload(session.url, `${from}-${from + length - 1}`);
  const known = blob.known();
  const endsBlob = known !== undefined && from + length === known.size;
  const body = { length, open: (signal: AbortSignal) => slice(blob, from, length, signal) };
  const outcome = await transfer.send(endpoint, body, endsBlob);
  if (!accepted(outcome, endpoint)) return { outcome, stage: 'body', length, stored: false };
  moveTo(session, outcome);
  session.offset += length;
  transfer.arrived();
  return undefined;
}

/** The empty PUT that names the digest, after all bytes went ahead. */
export async function closeSession(transfer: Transfer): Promise<UploadResult> {
  const { digest } = await transfer.blob.descriptor;
  const endpoint = closeUpload(withParameter(transfer.session.url, 'digest', digest));
  const outcome = await transfer.send(endpoint, undefined, true);
  return { outcome, stage: 'close', stored: accepted(outcome, endpoint) };
}

/** `length` bytes of a blob from `offset` on, read as they are asked for. */
export async function* slice(
  blob: BlobSource,
  offset: number,
  length: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let left = length;
  if (left === 0) return;
  for await (const bytes of blob.read(offset, signal)) {
    yield bytes.length > left ? bytes.subarray(0, left) : bytes;
    left -= Math.min(left, bytes.length);
    if (left === 0) return;
  }
}
