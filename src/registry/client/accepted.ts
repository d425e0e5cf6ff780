import type { Outcome } from '../errors/facts.ts';
import type { HttpAnswer } from '../http/message.ts';
import { isTooMany } from '../http/retry.ts';
import type { Endpoint } from '../protocol/endpoints.ts';
import { parseErrorBody } from '../protocol/error-body.ts';

const UNKNOWN = new Set(['NAME_UNKNOWN', 'MANIFEST_UNKNOWN', 'BLOB_UNKNOWN']);

/** Is this an answer, and one that means success at this endpoint? */
export function accepted(outcome: Outcome, { accept }: Endpoint): outcome is HttpAnswer {
  // Also where 403 may mean that there is no such thing.
  if (outcome instanceof Error || isTooMany(outcome)) return false;
  return accept.includes(outcome.status) || (accept.includes(404) && isMissing(outcome));
}

/** There is no such thing, or no such repository: 404, and 400 with the specification's code for it. */
export function isMissing({ status, body }: HttpAnswer): boolean {
  return status === 404 || (status === 400 && parseErrorBody(body).codes.some((code) => UNKNOWN.has(code)));
}
