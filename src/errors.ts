/** What went wrong, as a closed set: callers and tests match on the code, users read message and hint. */
export type ErrorCode =
  | 'input'
  | 'config'
  | 'file'
  | 'binary'
  | 'image'
  | 'layer'
  | 'credentials'
  | 'registry'
  | 'tag'
  | 'merge'
  | 'verify'
  | 'output'
  | 'smoke-test'
  | 'attest'
  | 'event'
  | 'cancelled'
  | 'runtime'
  | 'internal';

export interface ErrorDetail {
  /** What to do about it, in one or two sentences; the exact YAML to add where there is one. */
  readonly hint?: string | undefined;
  readonly cause?: unknown;
}

/** Any failure that a user should read. `message` says what was tried and what happened; `hint` says what to do. */
export class ActionError extends Error {
  override readonly name: string = 'ActionError';
  readonly code: ErrorCode;
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, detail: ErrorDetail = {}) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.code = code;
    this.hint = detail.hint;
  }
}

/** Message and hint on one line, as a list of problems has them. */
export function withHint({ message, hint }: ActionError): string {
  if (hint === undefined || hint === '') return message;
  return /[.?!]$/.test(message) ? `${message} ${hint}` : `${message}. ${hint}`;
}

/** What was thrown, with the input or key that it is about before its message; what is not an ActionError stays as it is. */
export function about(name: string, thrown: unknown): unknown {
  if (!(thrown instanceof ActionError)) return thrown;
  return new ActionError(thrown.code, `${name}: ${thrown.message}`, { hint: thrown.hint, cause: thrown });
}

/** Several problems found in one go, each a full sentence that names its input or its place in a file. */
export class ProblemsError extends ActionError {
  override readonly name = 'ProblemsError';
  readonly problems: readonly string[];

  constructor(code: ErrorCode, problems: readonly string[]) {
    super(code, problems.join('\n'));
    this.problems = problems;
  }
}

/** The message of anything that can be thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
