import { Dispatcher } from 'undici';

/** What a request says about itself beside what undici wants to know. */
export interface GuardedOptions {
  /** The host whose word it is that this origin is asked; undefined where the user named it. */
  readonly namedBy: string | undefined;
}

/**
 * Keeps the connections to hosts that a registry named apart from those to hosts that the user named: what is open because
 * the user wanted it is no way in for somebody else.
 */
export class GuardedDispatcher extends Dispatcher {
  readonly #open: (namedBy: string | undefined) => Dispatcher;
  readonly #opened = new Map<string | undefined, Dispatcher>();
  #ended = false;

  constructor(open: (namedBy: string | undefined) => Dispatcher) {
    super();
    this.#open = open;
    // A wrong address of a proxy is told at once.
    this.#opened.set(undefined, open(undefined));
  }

  override dispatch(
    options: Dispatcher.DispatchOptions & Partial<GuardedOptions>,
    handler: Dispatcher.DispatchHandler,
  ): boolean {
    const { namedBy } = options;
    const known = this.#opened.get(this.#ended ? undefined : namedBy);
    const dispatcher = known ?? this.#open(namedBy);
    this.#opened.set(namedBy, dispatcher);
    return dispatcher.dispatch(options, handler);
  }

  override async close(): Promise<void> {
    this.#ended = true;
    await Promise.all([...this.#opened.values()].map((dispatcher) => dispatcher.close()));
  }

  override async destroy(error?: unknown): Promise<void> {
    this.#ended = true;
    const reason = error instanceof Error ? error : null;
    await Promise.all([...this.#opened.values()].map((dispatcher) => dispatcher.destroy(reason)));
  }
}
