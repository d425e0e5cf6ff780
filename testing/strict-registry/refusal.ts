/** How a registry says no, as data: status, one of the specification's codes, and its words. */
export interface RefusalText {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
}

/** Thrown by a handler; `broken` names the rule where the client broke the specification. */
export class Refusal extends Error {
  readonly text: RefusalText;
  readonly broken: boolean;

  constructor(text: RefusalText, broken: boolean) {
    super(`${text.status} ${text.code}: ${text.message}`);
    this.text = text;
    this.broken = broken;
  }
}

/** The client did what the specification forbids. */
export function forbidden(status: number, code: string, message: string, headers = {}): Refusal {
  return new Refusal({ status, code, message, headers }, true);
}

/** An ordinary no: what was asked for is not there or not allowed, or this registry does not do it. */
export function refused(status: number, code: string, message: string, headers = {}): Refusal {
  return new Refusal({ status, code, message, headers }, false);
}

export function refusedAs(text: RefusalText): Refusal {
  return new Refusal(text, false);
}
