import { accepted } from '../accepted.ts';
import { patchUpload } from '../endpoints.ts';
import { closeSession } from './close.ts';
import { moveTo } from './session.ts';
import type { Strategy } from './transfer.ts';

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
