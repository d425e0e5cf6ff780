import type { Traffic } from '../api.ts';

/** Adds up what a registry cost. */
export class TrafficCounter {
  #requests = 0;
  #tokenRequests = 0;
  #bytesSent = 0;
  #retries = 0;
  #waited = 0;

  request(): void {
    this.#requests += 1;
  }

  tokenRequest(): void {
    this.#tokenRequests += 1;
  }

  sent(bytes: number): void {
    this.#bytesSent += bytes;
  }

  retry(waited: number): void {
    this.#retries += 1;
    this.#waited += waited;
  }

  get totals(): Traffic {
    return {
      requests: this.#requests,
      tokenRequests: this.#tokenRequests,
      bytesSent: this.#bytesSent,
      retries: this.#retries,
      waited: this.#waited,
    };
  }
}
