import pLimit from 'p-limit';
import type { Clock, Log } from '../../ports.ts';
import type { Credentials } from '../api.ts';
import type { RequestContext } from '../errors/facts.ts';
import { registryError } from '../errors/registry-error.ts';
import { ConnectionFailure } from '../http/connection-failure.ts';
import { type HttpAnswer, printableUrl } from '../http/message.ts';
import { follow } from '../http/redirects.ts';
import { mayPass, type RetryBudget } from '../http/retry.ts';
import type { TrafficCounter } from '../http/traffic.ts';
import type { Transport } from '../http/transport.ts';
import { parseToken, type Token } from './token-answer.ts';
import { type PreparedRequest, type TokenQuery, tokenByGet, tokenByPost } from './token-request.ts';

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
    if (this.#credentials?.kind === 'identity-token') {
      const answer = await this.#send(query, tokenByPost(query, this.#credentials.token), context);
      if (!STATUSES_WITHOUT_POST.has(answer.status)) return answer;
    }
    return this.#send(query, tokenByGet(query, this.#credentials), context);
  }

  async #send(
    { server }: TokenQuery,
    { request, secret }: PreparedRequest,
    context: RequestContext,
  ): Promise<HttpAnswer> {
    const { transport, traffic, signal } = this.#ports;
    const retryBudget = this.#ports.retryBudget();
    for (let tries = 1; ; tries += 1) {
      traffic.tokenRequest();
      const failed = await follow(transport, server, request, secret, signal).catch(asFailure);
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
