import { parseLocation } from '../protocol/location.ts';
import { type HttpAnswer, type HttpRequest, header } from './message.ts';
import type { Refusal, Target } from './origin.ts';
import type { Transport } from './transport.ts';

const MOST = 5;
const ANY_METHOD = new Set([307, 308]);
const READING = new Set([301, 302, 303, 307, 308]);

/** An address that must not be followed; the request that led there ends here. */
export class RefusedAddress extends Error {
  override readonly name = 'RefusedAddress';
}

/**
 * Sends a request to its target and follows redirects by hand. What may be shown to the origin only is dropped on the way to
 * another origin, and it does not come back.
 */
export async function follow(
  transport: Transport,
  first: Target | Refusal,
  request: HttpRequest,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  let target = allowed(first);
  for (let hops = 0; ; hops += 1) {
    const answer = await transport.exchange(withCookie(request, target.url), target, signal);
    request.cookies?.keep(answer);
    const next = redirection(answer);
    if (next === undefined) return answer;
    if (hops === MOST) throw new RefusedAddress(`${request.method} was redirected more than ${MOST} times`);
    target = allowed(target.on(next));
  }
}

/** Those that this very address has set. */
function withCookie(request: HttpRequest, url: URL): HttpRequest {
  const cookie = request.cookies?.headerFor(url);
  return cookie === undefined ? request : { ...request, url, headers: { ...request.headers, cookie } };
}

function allowed(decision: Target | Refusal): Target {
  if ('refused' in decision) throw new RefusedAddress(`${decision.refused}, so it is not followed`);
  return decision;
}

/** Where the answer sends this request; a changed method would be another request, so writes follow 307 and 308 only. */
function redirection(answer: HttpAnswer): URL | undefined {
  const { method } = answer.request;
  const statuses = method === 'GET' || method === 'HEAD' ? READING : ANY_METHOD;
  return statuses.has(answer.status) ? parseLocation(header(answer, 'location'), answer.url) : undefined;
}
