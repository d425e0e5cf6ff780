import type { Endpoint } from '../endpoints.ts';
import { closeUpload } from '../endpoints.ts';
import type { Failed } from '../errors/registry-error.ts';
import { withParameter } from '../http/location.ts';
import type { HttpAnswer } from '../http/message.ts';
import type { Ending, Transfer } from './transfer.ts';

/** The empty PUT that names the digest, after all bytes went ahead. */
export async function closeSession(transfer: Transfer): Promise<Ending> {
  const { digest } = await transfer.blob.descriptor;
  const endpoint = closeUpload(withParameter(transfer.session.url, 'digest', digest));
  const outcome = await transfer.send(endpoint, undefined, true);
  return { outcome, stage: 'close', stored: fits(outcome, endpoint) };
}

export function fits(outcome: Failed, endpoint: Endpoint): outcome is HttpAnswer {
  return !(outcome instanceof Error) && endpoint.accept.includes(outcome.status);
}
