import type { ConnectionFailure } from './connection-failure.ts';

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

  /** An answer came: this is the scheme. */
  settle(root: URL): void {
    if (this.#settled) return;
    this.#at = root;
    this.#settled = true;
  }

  /** The roots to try for a request that failed, before anything was ever answered. */
  others(failure: ConnectionFailure): readonly URL[] {
    if (this.#settled || !['scheme', 'reset', 'protocol', 'refused'].includes(failure.problem)) return [];
    return this.#roots.filter((root) => (root.origin === this.#at.origin ? false : true));
  }
}
