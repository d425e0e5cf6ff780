import type { Outcome } from '../errors/facts.ts';
import type { HttpAnswer } from '../http/message.ts';
import type { Endpoint } from '../protocol/endpoints.ts';

/** Is this an answer, and one that means success at this endpoint? */
export function accepted(outcome: Outcome, endpoint: Endpoint): outcome is HttpAnswer {
  return !(outcome instanceof Error) && endpoint.accept.includes(outcome.status);
}
