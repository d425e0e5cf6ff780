import type { Log } from '../../ports.ts';

/** Names of parameters that let whoever has them in: signatures of S3, Google, Azure and CloudFront. */
const SECRET = /sig|token|secret|credential|policy|password/i;
const SHORTEST = 8;

/** Masks the signatures of addresses that a registry hands out, before they are used. */
export class SecretQueries {
  readonly #log: Log;
  readonly #masked = new Set<string>();

  constructor(log: Log) {
    this.#log = log;
  }

  mask(url: URL): void {
    if (url.search === '') return;
    for (const [name, value] of url.searchParams) {
      if (!SECRET.test(name) || value.length < SHORTEST || this.#masked.has(value)) continue;
      this.#masked.add(value);
      this.#log.secret(value);
    }
  }
}
