import { type Authenticator, NO_PASS, type Pass, type RequestScope } from '../auth/authenticator.ts';
import { refuseAfter, waitFor } from '../http/cancellation.ts';
import { ConnectionFailure, type ConnectionProblem } from '../http/connection-failure.ts';
import type { HttpAnswer, HttpRequest } from '../http/message.ts';
import { isTrusted, type TrustedAnswer, TrustedOrigin } from '../http/origin.ts';
import { follow, RefusedAddress } from '../http/redirects.ts';
import type { RegistryRoots } from '../http/registry-roots.ts';
import { isTooMany } from '../http/retry.ts';
import type { Transport } from '../http/transport.ts';
import { refuseWebPage } from '../http/web-page.ts';
import type { Endpoint } from '../protocol/endpoints.ts';
import type { RegistryWarnings } from './registry-warnings.ts';

export interface RegistryRequest
  extends Pick<HttpRequest, 'body' | 'cookies' | 'answerLimit' | 'endsBlob' | 'onSent' | 'receiver'> {
  readonly endpoint: Endpoint;
  readonly scope: RequestScope;
}

/** Unknown, then a direct bearer, then a token, then a fresh one. */
const MAX_ROUNDS = 4;

/** Somebody speaks the scheme that was tried, and will not have this request: a server, or a proxy before it. */
const SPOKEN: ReadonlySet<ConnectionProblem> = new Set(['certificate', 'handshake', 'proxy-refused', 'web-page']);

/** Sends one request with the user's credentials: finds the scheme, adds credentials, answers challenges, follows redirects. */
export class AuthenticatingClient {
  readonly #transport: Transport;
  readonly #roots: RegistryRoots;
  readonly #authenticator: Authenticator;
  readonly #warnings: RegistryWarnings;
  readonly #run: AbortSignal;
  /** The answer of `GET /v2/`, where it had to be asked. Shared by all requests, so no end of a single one ends it. */
  #base: Promise<TrustedAnswer | undefined> | undefined;

  constructor(
    transport: Transport,
    roots: RegistryRoots,
    authenticator: Authenticator,
    warnings: RegistryWarnings,
    run: AbortSignal,
  ) {
    this.#transport = transport;
    this.#roots = roots;
    this.#authenticator = authenticator;
    this.#warnings = warnings;
    this.#run = run;
  }

  /**
   * Resolves with any answer. A refusal of the registry itself is answered with fresh credentials; that of another host,
   * where a redirect or an address of the registry led, is only an answer. Where part of a streamed body had gone out the
   * 401 is returned all the same, since only the caller knows what the registry may have kept.
   */
  async send(request: RegistryRequest, signal: AbortSignal): Promise<HttpAnswer> {
    const reading = request.endpoint.method === 'GET' || request.endpoint.method === 'HEAD';
    const scope: RequestScope = { ...request.scope, right: reading ? 'pull' : 'push' };
    for (let round = 1; ; round += 1) {
      const pass = await this.#authenticator.pass(scope);
      const answer = await this.#reach(request, pass, signal);
      if (!isTrusted(answer)) return answer;
      const limited = isTooMany(answer);
      if (limited || (answer.status !== 401 && answer.status !== 403)) {
        if (answer.status < 500 && !limited) this.#authenticator.accepted(answer, scope);
        return answer;
      }
      if (round === MAX_ROUNDS) return answer;
      const challenged = await this.#challenged(answer, signal);
      if (!(await this.#authenticator.refused(answer, challenged, scope))) return answer;
      if (answer.sent > 0 && !Buffer.isBuffer(request.body)) return answer;
    }
  }

  /** Some registries say how they want to be asked at `/v2/` only: one that refuses without a challenge is asked there, once. */
  async #challenged(answer: TrustedAnswer, signal: AbortSignal): Promise<TrustedAnswer> {
    if (!this.#authenticator.needsChallenge(answer)) return answer;
    this.#base ??= this.#askBase(answer.target.origin);
    return (await waitFor(this.#base, signal)) ?? answer;
  }

  async #askBase(origin: TrustedOrigin): Promise<TrustedAnswer | undefined> {
    try {
      const request = { method: 'GET', url: new URL('/v2/', origin.url), headers: {} };
      const answer = await follow(this.#transport, NO_PASS(origin, request.url), request, this.#run);
      return isTrusted(answer) ? answer : undefined;
    } catch (thrown) {
      refuseAfter(this.#run);
      this.#base = undefined;
      if (thrown instanceof ConnectionFailure || thrown instanceof RefusedAddress) return undefined;
      throw thrown;
    }
  }

  async #reach(request: RegistryRequest, pass: Pass, signal: AbortSignal): Promise<HttpAnswer> {
    const root = this.#roots.current;
    try {
      const answer = await this.#from(root, request, pass, signal);
      return (await this.#elsewhere(answer, request, signal)) ?? this.#answered(root, answer);
    } catch (thrown) {
      if (!(thrown instanceof ConnectionFailure)) throw thrown;
      const answer = await this.#elsewhere(thrown, request, signal);
      if (answer !== undefined) return answer;
      // Another request, sent at the same time, has found the scheme in the meantime.
      if (this.#roots.current.origin !== root.origin) return this.#reach(request, pass, signal);
      throw thrown;
    }
  }

  #answered(root: URL, answer: HttpAnswer): HttpAnswer {
    this.#roots.settle(root);
    if (isTrusted(answer)) this.#warnings.read(answer);
    return answer;
  }

  /** Before its first answer a registry may turn out to speak the other scheme. */
  async #elsewhere(outcome: HttpAnswer | ConnectionFailure, request: RegistryRequest, signal: AbortSignal) {
    for (const other of this.#roots.others(outcome)) {
      const answer = await this.#probe(other, request, signal);
      if (answer !== undefined) return answer;
    }
    return undefined;
  }

  /** The same request at the other scheme, without credentials; undefined where the registry does not speak it. */
  async #probe(root: URL, request: RegistryRequest, signal: AbortSignal): Promise<HttpAnswer | undefined> {
    try {
      return this.#answered(root, await this.#from(root, request, NO_PASS, signal));
    } catch (thrown) {
      refuseAfter(signal);
      // It did answer, with a redirect to an address that is refused.
      if (thrown instanceof RefusedAddress) throw thrown;
      if (!(thrown instanceof ConnectionFailure) || !SPOKEN.has(thrown.problem)) return undefined;
      this.#roots.settle(root);
      throw thrown;
    }
  }

  async #from(root: URL, request: RegistryRequest, pass: Pass, signal: AbortSignal): Promise<HttpAnswer> {
    const { endpoint, scope: _, ...rest } = request;
    const { method, target, headers = {} } = endpoint;
    const url = target instanceof URL ? target : new URL(target, root);
    const httpRequest = { ...rest, method, url, headers };
    return refuseWebPage(await follow(this.#transport, pass(TrustedOrigin.registry(root), url), httpRequest, signal));
  }
}
