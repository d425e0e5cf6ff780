import type { Outcome, RequestContext } from '../errors/facts.ts';
import { registryError } from '../errors/registry-error.ts';
import { ConnectionFailure } from '../http/connection-failure.ts';
import { type HttpAnswer, headerLines } from '../http/message.ts';
import { RefusedAddress } from '../http/redirects.ts';
import { isOverload, isRateLimit, mayPass, type RetryBudget } from '../http/retry.ts';
import { parseErrorBody } from '../protocol/error-body.ts';
import { accepted } from './accepted.ts';
import type { AuthenticatingClient, RegistryRequest } from './authenticating-client.ts';
import type { RateLimiter } from './rate-limiter.ts';
import type { Slots } from './slots.ts';

export interface RetryingClientPorts {
  readonly client: AuthenticatingClient;
  readonly slots: Slots;
  readonly limiter: RateLimiter;
  readonly retryBudget: () => RetryBudget;
  readonly signal: AbortSignal;
}

export interface OnceOptions {
  readonly signal?: AbortSignal;
  /** Shared with what this request is a part of, so that two layers of retries do not multiply. */
  readonly retryBudget?: RetryBudget;
}

export interface RequestOptions {
  /** Shared with what this request is a part of, so that two layers of retries do not multiply. */
  readonly retryBudget?: RetryBudget;
  /** Asked before a request is repeated: it may have been carried out and its answer lost. */
  readonly lost?: () => Promise<HttpAnswer | undefined>;
  /** Ends a try; default: that of the run. */
  readonly signal?: AbortSignal;
}

/** Sends requests that may be repeated as they are, until they succeed or the retry budget is spent. */
export class RetryingClient {
  readonly #ports: RetryingClientPorts;

  constructor(ports: RetryingClientPorts) {
    this.#ports = ports;
  }

  /** See RateLimiter. */
  get limited(): boolean {
    return this.#ports.limiter.limited;
  }

  /** Any answer, or why there was none; repeated only where a limit on the number of requests was reached. */
  async once(
    call: RegistryRequest,
    { signal = this.#ports.signal, retryBudget = this.#ports.retryBudget() }: OnceOptions = {},
  ) {
    for (;;) {
      const outcome = await this.#send(call, signal);
      if (!isRateLimit(outcome) || (await retryBudget.pause(outcome)) !== undefined) return outcome;
    }
  }

  async #send(call: RegistryRequest, signal: AbortSignal): Promise<Outcome> {
    const { limiter, client, slots } = this.#ports;
    await limiter.acquire(signal);
    try {
      const answer = await client.send(call, signal);
      if (isOverload(answer)) slots.fewer();
      else limiter.succeeded();
      return answer;
    } catch (thrown) {
      if (thrown instanceof ConnectionFailure && isOverload(thrown)) slots.fewer();
      if (thrown instanceof ConnectionFailure || thrown instanceof RefusedAddress) return thrown;
      throw thrown;
    }
  }

  /** Resolves with an answer that the endpoint accepts. Throws a RegistryError. */
  async request(call: RegistryRequest, context: RequestContext, options: RequestOptions = {}): Promise<HttpAnswer> {
    const { retryBudget = this.#ports.retryBudget(), lost, signal } = options;
    for (let oddities = 0; ; ) {
      const outcome = await this.once(call, { retryBudget, ...(signal === undefined ? {} : { signal }) });
      if (accepted(outcome, call.endpoint)) return outcome;
      if (!(outcome instanceof Error) && isOdd(outcome, call) && oddities++ === 0) continue;
      if (outcome instanceof RefusedAddress || !mayPass(outcome)) throw registryError(outcome, context);
      const givenUp = await retryBudget.pause(outcome);
      if (givenUp !== undefined) throw registryError(outcome, context, givenUp);
      const done = await lost?.();
      if (done !== undefined) return done;
    }
  }
}

/** An answer that does not belong to its request: something on the way mixed things up, and the same may be asked once more. */
function isOdd(answer: HttpAnswer, { body }: RegistryRequest): boolean {
  switch (answer.status) {
    case 401:
      return headerLines(answer, 'www-authenticate').length === 0;
    case 404:
      return parseErrorBody(answer.body).codes.includes('BLOB_UPLOAD_UNKNOWN');
    case 413:
      return body === undefined;
    case 416:
      return true;
    default:
      return false;
  }
}
