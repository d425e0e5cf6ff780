import type { RequestScope } from '../auth/authenticator.ts';
import type { AuthenticatingClient, RegistryRequest } from '../client/authenticating-client.ts';
import { cancelled, refuseAfter } from '../http/cancellation.ts';
import { cancelUpload } from '../protocol/endpoints.ts';
import type { Session } from './session.ts';

/** Within what start.ts gives a cancelled run. A registry may read first what is on its way. */
const CANCEL_TIMEOUT_MS = 7000;

type SessionIn<T> = (opened: T) => Session | undefined;

/** The sessions that are open at a registry, so that none is left behind. */
export class OpenSessions {
  readonly #caller: AuthenticatingClient;
  readonly #open = new Map<Session, RequestScope>();
  readonly #cancelling = new Set<Promise<unknown>>();

  constructor(caller: AuthenticatingClient) {
    this.#caller = caller;
  }

  add(session: Session, scope: RequestScope): void {
    this.#open.set(session, scope);
  }

  /** The registry has closed it itself. */
  remove(session: Session): void {
    this.#open.delete(session);
  }

  /** Tells the registry that nothing more will come; nobody waits for the answer. */
  cancel(session: Session): void {
    const scope = this.#open.get(session);
    this.#open.delete(session);
    if (scope === undefined) return;
    const call: RegistryRequest = { endpoint: cancelUpload(session.url), scope, cookies: session.cookies };
    this.#keep(this.#caller.send(call, AbortSignal.timeout(CANCEL_TIMEOUT_MS)));
  }

  /** The same for a session that is only being opened. */
  cancelOnceOpen(opening: Promise<Session | undefined>): void {
    this.#keep(opening.then((session) => session && this.cancel(session)));
  }

  /**
   * Opens a session by a request that goes on for a while when the run is cancelled: its answer alone says which session
   * the registry has by then to be told of. Whoever wanted it need not wait for that.
   */
  async opened<T>(run: AbortSignal, open: (signal: AbortSignal) => Promise<T>, sessionIn: SessionIn<T>): Promise<T> {
    refuseAfter(run);
    const lasting = new AbortController();
    let fail = (_: Error) => {};
    const gone = new Promise<never>((_, reject) => {
      fail = reject;
    });
    const stop = () => {
      setTimeout(() => lasting.abort(run.reason), CANCEL_TIMEOUT_MS / 2).unref();
      this.cancelOnceOpen(opening.then(sessionIn));
      fail(cancelled(run));
    };
    const opening = open(lasting.signal);
    run.addEventListener('abort', stop, { once: true });
    try {
      return await Promise.race([opening, gone]);
    } finally {
      run.removeEventListener('abort', stop);
    }
  }

  #keep(work: Promise<unknown>): void {
    const settled = work.catch(() => undefined).finally(() => this.#cancelling.delete(settled));
    this.#cancelling.add(settled);
  }

  /** Cancels what is open and waits for the answers, some seconds at the most. */
  async close(): Promise<void> {
    for (const session of [...this.#open.keys()]) this.cancel(session);
    while (this.#cancelling.size > 0) await Promise.all(this.#cancelling);
  }
}
