import { ActionError, about, type ErrorCode, ProblemsError, withHint } from '../errors.ts';

/** Collects what is wrong, so that a user sees all of it at once instead of one problem a run. */
export class InputProblems {
  /** Two repositories with the same fault have one problem. */
  readonly #found = new Set<string>();
  /** What kinds they are of: all of one kind, and the whole is one. */
  readonly #codes = new Set<ErrorCode>();

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
  async attemptAsync<T>(read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      this.keep(error);
      return undefined;
    }
  }

  keep(error: unknown): void {
    if (error instanceof ProblemsError) for (const problem of error.problems) this.add(problem, error.code);
    else if (error instanceof ActionError) this.add(withHint(error), error.code);
    else throw error;
  }

  add(problem: string, code: ErrorCode = 'input'): void {
    this.#found.add(problem);
    this.#codes.add(code);
  }

  addAll(others: InputProblems): void {
    for (const problem of others.#found) this.#found.add(problem);
    for (const code of others.#codes) this.#codes.add(code);
  }

  get any(): boolean {
    return this.#found.size > 0;
  }

  throwIfAny(): void {
    const [code, ...more] = this.#codes;
    if (code !== undefined) throw new ProblemsError(more.length === 0 ? code : 'input', [...this.#found]);
  }
}

/** Reads a part of an input; what is wrong with it is said about the input. */
export function named<T>(input: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw about(input, error);
  }
}
