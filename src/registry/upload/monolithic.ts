import { accepted } from '../accepted.ts';
import { closeUpload } from '../endpoints.ts';
import { withParameter } from '../http/location.ts';
import { slice } from './slice.ts';
import type { Strategy } from './transfer.ts';

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
