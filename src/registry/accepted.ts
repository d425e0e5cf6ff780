import type { Endpoint } from './endpoints.ts';
import type { Failed } from './errors/registry-error.ts';
import type { HttpAnswer } from './http/message.ts';

/** Is this an answer, and one that means success at this endpoint? */
export function accepted(outcome: Failed, endpoint: Endpoint): outcome is HttpAnswer {
  return !(outcome instanceof Error) && endpoint.accept.includes(outcome.status);
}
