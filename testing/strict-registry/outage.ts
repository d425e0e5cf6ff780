import type { Fault } from './fault.ts';

export type OutageKind = '503' | 'reset' | 'refused';

const FAULTS: Readonly<Record<Exclude<OutageKind, 'refused'>, Fault>> = {
  '503': {
    name: 'outage: 503',
    when: 'at-once',
    act: 'answer',
    answer: { status: 503, headers: { 'content-type': 'text/plain' }, body: 'no healthy upstream' },
  },
  reset: { name: 'outage: reset', when: 'at-once', act: 'reset' },
};

/** What the outage needs of its registry. */
export interface Outlet {
  /** Cuts every connection. */
  cut(): void;
  /** Takes no connections until the promise resolves. */
  refuseUntil(end: Promise<void>): void;
}

/** Everything fails from one request on, for a time. */
export class Outage {
  readonly #from: number;
  readonly #milliseconds: number;
  readonly #kind: OutageKind;
  readonly #outlet: Outlet;
  #state: 'waiting' | 'on' | 'over' = 'waiting';

  constructor(from: number, milliseconds: number, kind: OutageKind, outlet: Outlet) {
    this.#from = from;
    this.#milliseconds = milliseconds;
    this.#kind = kind;
    this.#outlet = outlet;
  }

  /** The fault that the request with this number meets. */
  next(number: number): Fault | undefined {
    if (this.#state === 'waiting' && number >= this.#from) this.#begin();
    if (this.#state !== 'on') return undefined;
    return FAULTS[this.#kind === '503' ? '503' : 'reset'];
  }

  #begin(): void {
    this.#state = 'on';
    const end = new Promise<void>((resolve) => setTimeout(resolve, this.#milliseconds).unref()).then(() => {
      this.#state = 'over';
    });
    if (this.#kind === 'refused') this.#outlet.refuseUntil(end);
    if (this.#kind !== '503') this.#outlet.cut();
  }
}
