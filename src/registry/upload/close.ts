import { accepted } from '../accepted.ts';
import { closeUpload } from '../endpoints.ts';
import { withParameter } from '../http/location.ts';
import type { Ending, Transfer } from './transfer.ts';

/** The empty PUT that names the digest, after all bytes went ahead. */
export async function closeSession(transfer: Transfer): Promise<Ending> {
  const { digest } = await transfer.blob.descriptor;
  const endpoint = closeUpload(withParameter(transfer.session.url, 'digest', digest));
  const outcome = await transfer.send(endpoint, undefined, true);
  return { outcome, stage: 'close', stored: accepted(outcome, endpoint) };
}
