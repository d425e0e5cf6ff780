import type { Authenticator, Purpose } from './auth/authenticator.ts';
import { refuseAfter } from './cancelled.ts';
import type { Endpoint } from './endpoints.ts';
import { ConnectionFailure } from './http/connection-failure.ts';
import type { HttpAnswer, HttpRequest } from './http/message.ts';
import { follow } from './http/redirects.ts';
import type { RegistryRoots } from './http/registry-roots.ts';
import type { Transport } from './http/transport.ts';
import { refuseWebPage } from './http/web-page.ts';
import type { RegistryWarnings } from './registry-warnings.ts';

export interface Call extends Pick<HttpRequest, 'body' | 'answerLimit' | 'endsBlob' | 'onSent' | 'receiver'> {
  readonly endpoint: Endpoint;
  readonly purpose: Purpose;
}

/** Unknown, then a direct bearer, then a token, then a fresh one. */
const ROUNDS = 4;

/** Sends one request as whoever we are: finds the scheme, adds credentials, answers challenges, follows redirects. */
export class Caller {
  readonly #transport: Transport;
  readonly #roots: RegistryRoots;
  readonly #authenticator: Authenticator;
  readonly #warnings: RegistryWarnings;

  constructor(transport: Transport, roots: RegistryRoots, authenticator: Authenticator, warnings: RegistryWarnings) {
    this.#transport = transport;
    this.#roots = roots;
    this.#authenticator = authenticator;
    this.#warnings = warnings;
  }

  /**
   * Resolves with any answer. A 401 is answered with fresh credentials; where part of a streamed body had gone out the 401
   * is returned all the same, since only the caller knows what the registry may have kept.
   */
  async send(call: Call, signal: AbortSignal): Promise<HttpAnswer> {
    for (let round = 1; ; round += 1) {
      const authorization = await this.#authenticator.authorization(call.purpose);
      const answer = await this.#reach(call, authorization, signal);
      if ((answer.status !== 401 && answer.status !== 403) || round === ROUNDS) return answer;
      if (!(await this.#authenticator.refused(answer, authorization, call.purpose))) return answer;
      if (answer.sent > 0 && !Buffer.isBuffer(call.body)) return answer;
    }
  }

  async #reach(call: Call, authorization: string | undefined, signal: AbortSignal): Promise<HttpAnswer> {
    const root = this.#roots.current;
    try {
      const answer = await this.#from(root, call, authorization, signal);
      return (await this.#elsewhere(answer, call, signal)) ?? this.#settled(root, answer);
    } catch (thrown) {
      if (!(thrown instanceof ConnectionFailure)) throw thrown;
      const answer = await this.#elsewhere(thrown, call, signal);
      if (answer === undefined) throw thrown;
      return answer;
    }
  }

  #settled(root: URL, answer: HttpAnswer): HttpAnswer {
    this.#roots.settle(root);
    this.#warnings.read(answer);
    return answer;
  }

  /** Before its first answer a registry may turn out to speak the other scheme. */
  async #elsewhere(outcome: HttpAnswer | ConnectionFailure, call: Call, signal: AbortSignal) {
    for (const other of this.#roots.others(outcome)) {
      const answer = await this.#probe(other, call, signal);
      if (answer !== undefined) return answer;
    }
    return undefined;
  }

  /** The same request at the other scheme; undefined where nobody speaks it there. */
  async #probe(root: URL, call: Call, signal: AbortSignal): Promise<HttpAnswer | undefined> {
    try {
      return this.#settled(root, await this.#from(root, call, undefined, signal));
    } catch (thrown) {
      refuseAfter(signal);
      if (!(thrown instanceof ConnectionFailure) || thrown.problem !== 'certificate') return undefined;
      this.#roots.settle(root);
      throw thrown;
    }
  }

  async #from(root: URL, call: Call, authorization: string | undefined, signal: AbortSignal): Promise<HttpAnswer> {
    const { endpoint, purpose: _, ...rest } = call;
    const { method, target, headers = {} } = endpoint;
    const url = target instanceof URL ? target : new URL(target, root);
    const request = { ...rest, method, url, headers };
    return refuseWebPage(await follow(this.#transport, root, request, authorization, signal));
  }
}
