import { accepted } from '../accepted.ts';
import { patchUpload } from '../endpoints.ts';
import { closeSession } from './close.ts';
import { moveTo } from './session.ts';
import { slice } from './slice.ts';
import type { Ending, Strategy, Transfer } from './transfer.ts';

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

async function sendChunk(transfer: Transfer, length: number): Promise<Ending | undefined> {
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
