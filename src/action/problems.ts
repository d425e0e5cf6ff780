import { ActionError, ProblemsError } from '../errors.ts';

/** Collects what is wrong, so that a user sees all of it at once instead of one problem a run. */
export class Problems {
  /** Two repositories with the same fault have one problem. */
  readonly #found = new Set<string>();

  /** The value, or undefined where reading it failed: the problem is kept. Only typed errors are problems. */
  attempt<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      this.keep(error);
      return undefined;
    }
  }

  /** The same for what takes time. */
  async settle<T>(read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      this.keep(error);
      return undefined;
    }
  }

  keep(error: unknown): void {
    if (error instanceof ProblemsError) for (const problem of error.problems) this.add(problem);
    else if (error instanceof ActionError) this.add(error.hint ? `${error.message}. ${error.hint}` : error.message);
    else throw error;
  }

  add(problem: string): void {
    this.#found.add(problem);
  }

  addAll(others: Problems): void {
    for (const problem of others.#found) this.add(problem);
  }

  get any(): boolean {
    return this.#found.size > 0;
  }

  throwIfAny(): void {
    if (this.any) throw new ProblemsError('input', [...this.#found]);
  }
}
