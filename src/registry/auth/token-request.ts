import type { Credentials } from '../api.ts';
import type { HttpRequest } from '../http/message.ts';
import type { Home, Secret } from '../http/origin.ts';
import type { Scope } from './scope.ts';

/** What is asked of a token server. */
export interface TokenQuery {
  readonly server: Home;
  readonly service: string | undefined;
  readonly scopes: readonly Scope[];
}

export interface PreparedRequest {
  readonly request: HttpRequest;
  readonly secret: Secret | undefined;
}

/** Bytes of an answer that are read. */
const MAX_ANSWER_BYTES = 128 * 1024;

const CLIENT = 'from-scratch';

/** https://distribution.github.io/distribution/spec/auth/token/: GET, each scope a parameter of its own. */
export function tokenByGet(query: TokenQuery, credentials: Credentials | undefined): PreparedRequest {
  const url = new URL(query.server.url);
  if (query.service !== undefined) url.searchParams.set('service', query.service);
  for (const scope of query.scopes) url.searchParams.append('scope', scope);
  const request = { method: 'GET', url, headers: { accept: 'application/json' }, answerLimit: MAX_ANSWER_BYTES };
  return { request, secret: secretOf(credentials) };
}

/** https://distribution.github.io/distribution/spec/auth/oauth/: the only way to use a refresh token. */
export function tokenByPost(query: TokenQuery, refreshToken: string): PreparedRequest {
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    service: query.service ?? query.server.url.host,
    client_id: CLIENT,
    scope: query.scopes.join(' '),
    refresh_token: refreshToken,
  });
  const headers = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' };
  const body = Buffer.from(form.toString(), 'utf8');
  const request = { method: 'POST', url: query.server.url, headers, answerLimit: MAX_ANSWER_BYTES };
  return { request, secret: { kind: 'body', body } };
}

/** A token server without POST takes the refresh token as a password, as ACR documents and docker does. */
function secretOf(credentials: Credentials | undefined): Secret | undefined {
  if (credentials?.kind === 'basic') return basic(credentials.username, credentials.password);
  if (credentials?.kind === 'identity-token') return basic('<token>', credentials.token);
  return undefined;
}

function basic(username: string, password: string): Secret {
  return { kind: 'header', authorization: basicHeader(username, password) };
}

export function basicPair(username: string, password: string): string {
  return Buffer.from(`${username}:${password}`, 'utf8').toString('base64');
}

export function basicHeader(username: string, password: string): string {
  return `Basic ${basicPair(username, password)}`;
}
