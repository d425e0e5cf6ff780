import type { Identity, RequestContext } from '../../../src/registry/errors/facts.ts';
import { registryError } from '../../../src/registry/errors/registry-error.ts';
import { connectionFailure } from '../../../src/registry/http/connection-failure.ts';
import type { HttpAnswer, HttpRequest } from '../../../src/registry/http/message.ts';

export const BOB: Identity = { username: 'bob', origin: 'the inputs username and password' };

export function who(registry: string, identity: Identity): RequestContext {
  return { action: `Uploading the layer to ${registry}/o/app`, registry, path: 'o/app', identity };
}

function requestTo(registry: string, method: string): HttpRequest {
  return { method, url: new URL(`https://${registry}/v2/o/app/x?_state=secret`), headers: {} };
}

export interface Answer {
  readonly registry?: string;
  readonly identity?: Identity;
  readonly method?: string;
  /** It was a token that was asked for. */
  readonly forToken?: boolean;
  readonly code?: string;
  readonly words?: string;
  readonly page?: string;
  readonly server?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Where the answer came from, if not from the registry. */
  readonly at?: string;
}

/** Message and hint for an answer with this status. */
export function told(status: number, answer: Answer): string {
  const {
    registry = 'r.example.com',
    identity = BOB,
    method = 'PUT',
    forToken = false,
    code,
    words = '',
    page,
    server,
    headers,
    at,
  } = answer;
  const request = requestTo(registry, method);
  const body = page ?? JSON.stringify({ errors: [{ ...(code === undefined ? {} : { code }), message: words }] });
  const failed: HttpAnswer = {
    request,
    url: at === undefined ? request.url : new URL(at),
    status,
    headers: { 'content-type': page === undefined ? 'application/json' : 'text/html', server, ...headers },
    body: Buffer.from(body),
    truncated: false,
    sent: 0,
    took: 0,
  };
  const { message, hint } = registryError(failed, { ...who(registry, identity), forToken });
  return `${message}\n${hint}`;
}

/** The same for a request that got no answer. */
export function toldWithout(thrown: Error & { code?: string }, at?: string): string {
  const registry = 'r.example.com';
  const request = requestTo(registry, 'GET');
  const failure = connectionFailure(thrown, at === undefined ? request : { ...request, url: new URL(at) }, 0);
  const { message, hint } = registryError(failure, who(registry, BOB));
  return `${message}\n${hint}`;
}

export function coded(code: string, message: string): Error & { code?: string } {
  return Object.assign(new Error(message), { code });
}
