import type { RecordedRequest } from './record.ts';

/**
 * `at-once`: nothing of the body was read. `mid-body`: half of it was. `after-body`: all of it, and nothing was done.
 * `after-commit`: the registry did what it was asked, but its answer does not arrive.
 */
export type Moment = 'at-once' | 'mid-body' | 'after-body' | 'after-commit';

export interface FaultAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What can go wrong with one request. `truncate` lets it succeed and cuts the connection in the middle of the answer. */
export interface Fault {
  readonly name: string;
  readonly when: Moment;
  readonly act: 'reset' | 'stall' | 'answer' | 'truncate';
  /** For `answer`; a function where it depends on the time. */
  readonly answer?: FaultAnswer | (() => FaultAnswer);
  readonly effect?: 'expire-tokens' | 'drop-session';
}

/** A fault and the requests that meet it: a number (from 1), or the `nth` (default the first) to which a predicate says yes. */
export interface FaultPlan {
  readonly fault: Fault;
  readonly at: number | ((request: RecordedRequest) => boolean);
  readonly nth?: number;
  /** How many in a row, from the chosen one on; default 1. */
  readonly times?: number;
}

/** Gives each arriving request the fault that was planned for it. */
export class FaultSchedule {
  readonly #plans: { readonly plan: FaultPlan; matches: number }[] = [];

  add(plan: FaultPlan): void {
    this.#plans.push({ plan, matches: 0 });
  }

  clear(): void {
    this.#plans.length = 0;
  }

  next(request: RecordedRequest): Fault | undefined {
    let chosen: Fault | undefined;
    for (const entry of this.#plans) {
      const { at, fault, nth = 1, times = 1 } = entry.plan;
      const first = typeof at === 'number' ? at : nth;
      const place = typeof at === 'number' ? request.number : at(request) ? ++entry.matches : 0;
      if (place >= first && place < first + times) chosen ??= fault;
    }
    return chosen;
  }
}
