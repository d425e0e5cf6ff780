import pLimit from 'p-limit';
import type { Clock, Log } from '../../ports.ts';
import type { Credentials, Proof } from '../api.ts';
import type { RequestContext } from '../errors/facts.ts';
import { registryError } from '../errors/registry-error.ts';
import { ConnectionFailure } from '../http/connection-failure.ts';
import { type HttpAnswer, type HttpRequest, printableUrl } from '../http/message.ts';
import { type Refusal, type Secret, Target, type TrustedOrigin } from '../http/origin.ts';
import { follow } from '../http/redirects.ts';
import { mayPass, type RetryBudget } from '../http/retry.ts';
import type { TrafficCounter } from '../http/traffic.ts';
import type { Transport } from '../http/transport.ts';
import type { Scope } from './scope.ts';
import { parseToken, type Token } from './token-answer.ts';

/** What is asked of a token server. */
export interface TokenQuery {
  readonly server: TrustedOrigin;
  readonly service: string | undefined;
  readonly scopes: readonly Scope[];
}

interface PreparedRequest {
  readonly request: HttpRequest;
  readonly target: Target | Refusal;
}

export interface TokenPorts {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly log: Log;
  readonly traffic: TrafficCounter;
  readonly signal: AbortSignal;
  readonly retryBudget: () => RetryBudget;
}

/** A token server without POST answers 404, 405, 400 (ACR) or 401 (Artifactory). */
const STATUSES_WITHOUT_POST = new Set([400, 401, 404, 405]);

/** Bytes of an answer that are read. */
const MAX_ANSWER_BYTES = 128 * 1024;

const CLIENT = 'from-scratch';

/** Fetches bearer tokens, one at a time. */
export class TokenClient {
  readonly #ports: TokenPorts;
  readonly #credentials: Credentials | undefined;
  readonly #oneAtATime = pLimit(1);

  constructor(credentials: Credentials | undefined, ports: TokenPorts) {
    this.#credentials = credentials;
    this.#ports = ports;
  }

  /** Throws a RegistryError where the server gives none. */
  fetch(query: TokenQuery, context: Omit<RequestContext, 'action'>): Promise<Token> {
    return this.#oneAtATime(async () => {
      const about = { ...context, action: `Getting a token for ${context.registry}/${context.path}`, forToken: true };
      const answer = await this.#ask(query, about);
      if (answer.status !== 200) throw registryError(answer, about);
      const token = parseToken(answer.body, this.#ports.clock.now());
      if (token === undefined) throw registryError(withoutToken(answer), about);
      this.#ports.log.secret(token.value);
      return token;
    });
  }

  async #ask(query: TokenQuery, context: RequestContext): Promise<HttpAnswer> {
    const proof = this.#credentials?.reveal();
    if (proof?.kind === 'identity-token') {
      const answer = await this.#send(tokenByPost(query, proof.token), context);
      if (!STATUSES_WITHOUT_POST.has(answer.status)) return answer;
    }
    return this.#send(tokenByGet(query, proof), context);
  }

  async #send({ request, target }: PreparedRequest, context: RequestContext): Promise<HttpAnswer> {
    const { transport, traffic, signal } = this.#ports;
    const retryBudget = this.#ports.retryBudget();
    for (let tries = 1; ; tries += 1) {
      traffic.tokenRequest();
      const failed = await follow(transport, target, request, signal).catch(asFailure);
      const again = mayPass(failed) || (tries === 1 && isLost(failed));
      if (!(failed instanceof ConnectionFailure) && !again) return failed;
      const givenUp = again ? await retryBudget.pause(failed) : '';
      if (givenUp !== undefined) throw registryError(failed, context, givenUp);
    }
  }
}

/** GitLab's token server is not there now and then (https://github.com/containers/podman/issues/16065). */
function isLost(failed: HttpAnswer | ConnectionFailure): boolean {
  return !(failed instanceof ConnectionFailure) && failed.status === 404 && failed.request.method === 'GET';
}

/** Not an answer of the registry with status 200: whoever asked for a manifest would take it for one that stands there. */
function withoutToken({ request, url, sent }: HttpAnswer): ConnectionFailure {
  const message = `there is no usable token in the answer (${request.method} ${printableUrl(url)})`;
  return new ConnectionFailure('no-token', message, request, sent);
}

function asFailure(thrown: unknown): ConnectionFailure {
  if (thrown instanceof ConnectionFailure) return thrown;
  throw thrown;
}

/** https://distribution.github.io/distribution/spec/auth/token/: GET, each scope a parameter of its own. */
function tokenByGet(query: TokenQuery, proof: Proof | undefined): PreparedRequest {
  const url = new URL(query.server.url);
  if (query.service !== undefined) url.searchParams.set('service', query.service);
  for (const scope of query.scopes) url.searchParams.append('scope', scope);
  const request = { method: 'GET', url, headers: { accept: 'application/json' }, answerLimit: MAX_ANSWER_BYTES };
  return { request, target: Target.decide(query.server, url, secretOf(proof)) };
}

/** https://distribution.github.io/distribution/spec/auth/oauth/: the only way to use a refresh token. */
function tokenByPost(query: TokenQuery, refreshToken: string): PreparedRequest {
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    service: query.service ?? query.server.url.host,
    client_id: CLIENT,
    scope: query.scopes.join(' '),
    refresh_token: refreshToken,
  });
  const headers = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' };
  const body = Buffer.from(form.toString(), 'utf8');
  const { url } = query.server;
  const request = { method: 'POST', url, headers, answerLimit: MAX_ANSWER_BYTES };
  return { request, target: Target.decide(query.server, url, { kind: 'body', body }) };
}

/** A token server without POST takes the refresh token as a password, as ACR documents and docker does. */
function secretOf(proof: Proof | undefined): Secret | undefined {
  if (proof?.kind === 'basic') return basic(proof.username, proof.password);
  if (proof?.kind === 'identity-token') return basic('<token>', proof.token);
  return undefined;
}

function basic(username: string, password: string): Secret {
  return { kind: 'header', authorization: basicHeader(username, password) };
}

export function basicHeader(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}
