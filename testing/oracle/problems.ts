/** Everything that was found wrong with an image, in full sentences. */
export class Problems {
  readonly #found: string[] = [];

  check(good: boolean, problem: string): void {
    if (!good) this.#found.push(problem);
  }

  /** Throws one error with all of them, where there are any. */
  throwAny(what: string): void {
    if (this.#found.length > 0) throw new Error(`${what} is not valid:\n- ${this.#found.join('\n- ')}`);
  }
}
