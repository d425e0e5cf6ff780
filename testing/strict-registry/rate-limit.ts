/** So many requests in any window of so many milliseconds; more are refused. */
export interface RateLimitRule {
  readonly requests: number;
  readonly window: number;
  /** Default 429. */
  readonly status?: number;
  /** The `Retry-After` of a refusal; absent where the limiter does not say. */
  readonly retryAfter?: string;
  /** Refused requests count, too: who goes on asking is never let through again. */
  readonly countsRefused?: boolean;
}

/** Counts the requests of a registry in a sliding window. */
export class RateLimit {
  readonly #rule: RateLimitRule;
  readonly #now: () => number;
  #counted: number[] = [];

  constructor(rule: RateLimitRule, now: () => number) {
    this.#rule = rule;
    this.#now = now;
  }

  /** Counts a request, and says whether it may pass. */
  passes(): boolean {
    const { requests, window, countsRefused = false } = this.#rule;
    const now = this.#now();
    this.#counted = this.#counted.filter((time) => now - time < window);
    const passes = this.#counted.length < requests;
    if (passes || countsRefused) this.#counted.push(now);
    return passes;
  }
}
