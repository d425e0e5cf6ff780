import type { Dispatcher } from 'undici';
import { ActionError } from '../errors.ts';
import type { Clock, Log, Random } from '../ports.ts';
import { printable } from '../printable.ts';
import { ConnectionFailure } from './http/connection-failure.ts';
import type { HttpAnswer, HttpRequest } from './http/message.ts';
import { Target, TrustedOrigin } from './http/origin.ts';
import { follow, RefusedAddress } from './http/redirects.ts';
import { mayPass, RetryBudget } from './http/retry.ts';
import { TrafficCounter } from './http/traffic.ts';
import { Transport } from './http/transport.ts';
import { refuseWebPage } from './http/web-page.ts';

export interface ServicePorts {
  readonly dispatcher: Dispatcher;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Aborted when the run is cancelled. */
  readonly signal: AbortSignal;
}

export interface ServiceSettings {
  /** Milliseconds without progress for which a request is tried again. */
  readonly retryFor: number;
  /** Milliseconds in which some byte must move. */
  readonly timeout: number;
}

interface ServiceRequest extends Pick<HttpRequest, 'method' | 'url'> {
  /** For messages, as the beginning of a sentence: `Getting a certificate from Fulcio`. */
  readonly action: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly authorization?: string;
  readonly body?: Buffer;
}

/** GitHub lists attestations with all that is in them. */
const LIMIT = 16 * 1024 * 1024;

/**
 * Requests to services that are no registry, by the rules that hold for registries: proxies, timeouts, retries, and a
 * credential for the exact origin that it is meant for. Resolves with every answer that will not change by itself.
 */
export function serviceFetch({ retryFor, timeout }: ServiceSettings, ports: ServicePorts) {
  const { dispatcher, log, signal } = ports;
  const traffic = new TrafficCounter();
  const transport = new Transport(dispatcher, { timeout, think: timeout }, traffic, log);
  return async ({ action, authorization, headers, ...rest }: ServiceRequest): Promise<HttpAnswer> => {
    let reached = false;
    const retryBudget = new RetryBudget(retryFor, {
      ...ports,
      traffic,
      reached: () => reached,
      backOff: () => {},
      peer: 'the service',
    });
    const request = { ...rest, headers: headers ?? {}, answerLimit: LIMIT };
    for (;;) {
      const outcome = await once(() => send(transport, request, authorization, signal));
      reached ||= !(outcome instanceof Error);
      if (outcome instanceof RefusedAddress) throw failed(action, outcome, '');
      if (!(outcome instanceof Error) && !mayPass(outcome) && !outcome.truncated) return outcome;
      const givenUp = mayPass(outcome) ? await retryBudget.pause(outcome) : '';
      if (givenUp !== undefined) throw failed(action, outcome, givenUp);
    }
  };
}

/** What is sent may be a secret (an identity token, also in a body): it goes to the origin that was configured and no further. */
function send(
  transport: Transport,
  request: HttpRequest,
  authorization: string | undefined,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const secret = authorization === undefined ? undefined : ({ kind: 'header', authorization } as const);
  return follow(transport, Target.decide(TrustedOrigin.service(request.url), request.url, secret), request, signal);
}

async function once(send: () => Promise<HttpAnswer>): Promise<HttpAnswer | ConnectionFailure | RefusedAddress> {
  try {
    return refuseWebPage(await send());
  } catch (thrown) {
    if (thrown instanceof ConnectionFailure || thrown instanceof RefusedAddress) return thrown;
    throw thrown;
  }
}

function failed(action: string, outcome: HttpAnswer | Error, note: string): ActionError {
  const what =
    outcome instanceof Error
      ? printable(outcome.message)
      : outcome.truncated
        ? `the answer is longer than ${LIMIT} bytes (${outcome.url.host})`
        : `${outcome.status} (${outcome.url.host})`;
  const hint =
    'No tag was written because of it. Run the job again: what is in the registry stays there. ' +
    'A longer `retry-for` waits longer for a service that is down.';
  return new ActionError('attest', `${action} failed: ${what}${note === '' ? '' : ` (${note})`}`, {
    hint,
    cause: outcome instanceof Error ? outcome : undefined,
  });
}
