import { parseLocation } from './location.ts';
import { type HttpAnswer, type HttpRequest, header } from './message.ts';
import { asKnown, passage } from './origin.ts';
import type { Transport } from './transport.ts';

const MOST = 5;
const ANY_METHOD = new Set([307, 308]);
const READING = new Set([301, 302, 303, 307, 308]);

/** An address that must not be followed; the request that led there ends here. */
export class RefusedAddress extends Error {
  override readonly name = 'RefusedAddress';
}

/**
 * Sends a request and follows redirects by hand. `authorization` goes to `home`'s own origin only: on the way to another
 * one it is dropped, and it does not come back.
 */
export async function follow(
  transport: Transport,
  home: URL,
  request: HttpRequest,
  authorization: string | undefined,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  let url = asKnown(home, request.url);
  let trusted = true;
  for (let hops = 0; ; hops += 1) {
    const allowed = passage(home, url, 'address');
    if (!allowed.follow) throw new RefusedAddress(`${allowed.why}, so it is not followed`);
    trusted &&= allowed.credential;
    const cookie = request.cookies?.headerFor(url);
    const headers = {
      ...request.headers,
      ...(cookie === undefined ? {} : { cookie }),
      ...(trusted && authorization !== undefined ? { authorization } : {}),
    };
    const answer = await transport.exchange({ ...request, url, headers }, signal);
    request.cookies?.keep(answer);
    const next = redirection(answer);
    if (next === undefined) return answer;
    if (hops === MOST) throw new RefusedAddress(`${request.method} was redirected more than ${MOST} times`);
    url = asKnown(home, next);
  }
}

/** Where the answer sends this request; a changed method would be another request, so writes follow 307 and 308 only. */
function redirection(answer: HttpAnswer): URL | undefined {
  const { method } = answer.request;
  const statuses = method === 'GET' || method === 'HEAD' ? READING : ANY_METHOD;
  return statuses.has(answer.status) ? parseLocation(header(answer, 'location'), answer.url) : undefined;
}
