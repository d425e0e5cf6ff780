import { ConnectionFailure, type ConnectionProblem } from './connection-failure.ts';
import type { HttpAnswer } from './message.ts';

const HTTP_TO_HTTPS = /HTTP request (?:was sent )?to (?:an )?HTTPS/i;

/** Where a registry is, once it is known whether it speaks HTTP or HTTPS; settled by its first answer. */
export class RegistryRoots {
  readonly #roots: readonly [URL, ...URL[]];
  #at: URL;
  #settled = false;

  constructor(roots: readonly [URL, ...URL[]]) {
    this.#roots = roots;
    this.#at = roots[0];
  }

  get current(): URL {
    return this.#at;
  }

  /** It has answered. */
  get settled(): boolean {
    return this.#settled;
  }

  /** An answer came: this is the scheme. */
  settle(root: URL): void {
    if (this.#settled) return;
    this.#at = root;
    this.#settled = true;
  }

  /** Where else to ask, for a request that was the first one and did not find whom it looked for. */
  others(outcome: HttpAnswer | ConnectionFailure): readonly URL[] {
    if (this.#settled || !isStranger(outcome)) return [];
    return this.#roots.filter(({ origin }) => origin !== this.#at.origin);
  }
}

/**
 * A proxy that opens tunnels to port 443 alone (squid, as it comes) may pass plain requests on; and where HTTP_PROXY stands
 * alone, only plain requests reach a host that this machine's DNS does not know.
 */
const NOT_HTTPS: readonly ConnectionProblem[] = ['scheme', 'reset', 'protocol', 'refused', 'dns', 'proxy-refused'];

/** nginx and Go answer HTTP on their HTTPS port with a 400 that says so; others just close. */
function isStranger(outcome: HttpAnswer | ConnectionFailure): boolean {
  if (outcome instanceof ConnectionFailure) return NOT_HTTPS.includes(outcome.problem);
  return outcome.status === 400 && HTTP_TO_HTTPS.test(outcome.body.toString('utf8'));
}
