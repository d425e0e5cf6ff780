/**
 * Several repositories get one version: where one of them has it with other content, none gets it. Each says once what
 * it found (or that it failed, which does not stop the others); tags are written after all have voted.
 */
export class PublishGate<Party> {
  readonly #silent: Set<Party>;
  readonly #reached: Promise<unknown>;
  #finish: (objection: unknown) => void = () => {};

  constructor(parties: readonly Party[]) {
    this.#silent = new Set(parties);
    this.#reached = new Promise((resolve) => {
      this.#finish = resolve;
    });
  }

  vote(party: Party, objection?: unknown): void {
    this.#silent.delete(party);
    if (objection !== undefined) this.#finish(objection);
    else if (this.#silent.size === 0) this.#finish(undefined);
  }

  /** The first objection, or undefined once all have voted without one. */
  result(): Promise<unknown> {
    return this.#reached;
  }
}
