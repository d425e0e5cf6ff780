import type { Clock, Log, Random } from '../../ports.ts';
import { parseErrorBody } from '../protocol/error-body.ts';
import { parseRateLimitReset, parseRetryAfter } from '../protocol/retry-after.ts';
import { refuseAfter } from './cancellation.ts';
import { ConnectionFailure } from './connection-failure.ts';
import { type HttpAnswer, header } from './message.ts';
import type { TrafficCounter } from './traffic.ts';

export interface RetryPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly traffic: TrafficCounter;
  readonly signal: AbortSignal;
  /** The registry has answered before, so its name is right. */
  readonly reached: () => boolean;
  /** Who fails, for messages; `the registry` where nothing is said. */
  readonly peer?: string;
  /** Told how long the registry wants to be left alone, by everybody. */
  readonly backOff: (milliseconds: number) => void;
}

const FIRST = 500;
const LONGEST = 15_000;
/** A pause of no time at all would ask a registry that is still busy with the request that was cut. */
const SHORTEST = 50;
/** The name of a registry that never answered is a typing error as a rule, and no outage. */
const DNS_PATIENCE = 5_000;

/** 522 and 524 are Cloudflare's words for a registry that is gone, 499 nginx's for a client that seemed to be. */
const PASSING = new Set([408, 425, 429, 499, 500, 502, 503, 504, 520, 521, 522, 523, 524, 527, 529]);

/** May the same request succeed later? */
export function mayPass(failed: HttpAnswer | ConnectionFailure): boolean {
  if (!(failed instanceof ConnectionFailure)) return PASSING.has(failed.status) || isTooMany(failed);
  return ['refused', 'reset', 'timeout', 'dns', 'proxy'].includes(failed.problem);
}

/**
 * A limit on the number of requests was reached. Some registries say it with 403, and so does GitHub
 * (https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit): code or words tell it
 * from a right that is missing, or the headers where an answer to HEAD has no room for either.
 */
export function isTooMany(failed: HttpAnswer | Error): boolean {
  if (failed instanceof Error) return false;
  if (failed.status !== 403) return failed.status === 429;
  if (header(failed, 'retry-after') !== undefined || isUsedUp(failed)) return true;
  const { codes, text } = parseErrorBody(failed.body);
  return codes.includes('TOOMANYREQUESTS') || /\brate limit/i.test(text);
}

/** No request is left until the limit begins anew. */
function isUsedUp(answer: HttpAnswer): boolean {
  const left = header(answer, 'x-ratelimit-remaining') ?? header(answer, 'ratelimit-remaining');
  return left !== undefined && /^0\b/.test(left.trim());
}

/**
 * A limit that says when to come back has looked at no more than the request's head: the same request, also of an upload,
 * may simply be sent again.
 */
export function isRateLimit(failed: HttpAnswer | Error): failed is HttpAnswer {
  return !(failed instanceof Error) && isTooMany(failed) && askedFor(failed, 0) !== undefined;
}

/** Signs of an overloaded registry: fewer things at a time help. */
export function isOverload(failed: HttpAnswer | ConnectionFailure): boolean {
  return failed instanceof ConnectionFailure ? failed.problem === 'reset' : isTooMany(failed);
}

/** How long one thing is tried again: for a time since its last progress, in growing pauses with full jitter. */
export class RetryBudget {
  readonly #ports: RetryPorts;
  readonly #retryFor: number;
  #since: number | undefined;
  #attempts = 0;

  constructor(retryFor: number, ports: RetryPorts) {
    this.#retryFor = retryFor;
    this.#ports = ports;
  }

  /** Something went through: the time starts anew. */
  progress(): void {
    this.#since = undefined;
    this.#attempts = 0;
  }

  /** Waits before the next try. Resolves with why there is none: a note for the error; undefined = try again. */
  async pause(failed: HttpAnswer | ConnectionFailure): Promise<string | undefined> {
    const { clock, random, log, traffic, signal, reached, backOff, peer = 'the registry' } = this.#ports;
    this.#since ??= clock.now();
    const allowed = isDns(failed) && !reached() ? Math.min(this.#retryFor, DNS_PATIENCE) : this.#retryFor;
    const left = this.#since + allowed - clock.now();
    if (left <= 0) return this.#givenUp(allowed);
    const asked = failed instanceof ConnectionFailure ? undefined : askedFor(failed, clock.now());
    if (asked !== undefined && asked > this.#retryFor) return tooLong(asked, this.#retryFor, peer);
    if (asked !== undefined && asked > left) return this.#givenUp(allowed);
    const backoff = Math.min(LONGEST, FIRST * 2 ** this.#attempts) * random();
    const wait = Math.min(left, Math.max(SHORTEST, asked ?? 0, backoff));
    this.#attempts += 1;
    if (isTooMany(failed)) backOff(wait);
    log.debug(`Trying again in ${Math.round(wait)} ms: ${wordOf(failed)}`);
    traffic.retry(wait);
    await clock.sleep(wait, signal).catch(() => refuseAfter(signal));
    return undefined;
  }

  #givenUp(allowed: number): string {
    if (this.#retryFor === 0) return '';
    return `tried ${this.#attempts + 1} times in ${seconds(allowed)}`;
  }
}

function askedFor(answer: HttpAnswer, now: number): number | undefined {
  const after = parseRetryAfter(header(answer, 'retry-after'), now);
  return after ?? (isUsedUp(answer) ? parseRateLimitReset(header(answer, 'x-ratelimit-reset'), now) : undefined);
}

function tooLong(asked: number, retryFor: number, peer: string): string {
  return `${peer} asks to wait ${seconds(asked)}, which is longer than retry-for: ${seconds(retryFor)}`;
}

function isDns(failed: HttpAnswer | ConnectionFailure): boolean {
  return failed instanceof ConnectionFailure && failed.problem === 'dns';
}

function wordOf(failed: HttpAnswer | ConnectionFailure): string {
  return failed instanceof ConnectionFailure ? failed.problem : String(failed.status);
}

function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 100) / 10} s`;
}
