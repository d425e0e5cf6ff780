import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { Access } from './access.ts';
import { answerRefusal } from './error-answer.ts';
import { Exchange, type Headers, Interrupted } from './exchange.ts';
import { type Fault, type FaultPlan, FaultSchedule } from './fault.ts';
import { Listener } from './listener.ts';
import type { AuthOptions, StrictRegistryOptions } from './options.ts';
import { Outage, type OutageKind } from './outage.ts';
import { type Quirks, STRICT } from './quirks.ts';
import { RateLimit } from './rate-limit.ts';
import type { RecordedRequest } from './record.ts';
import { Recorder } from './recorder.ts';
import { Refusal, refused, refusedAs } from './refusal.ts';
import { actionsOf, dispatch, type Route, routeOf } from './routes.ts';
import { Sessions } from './session.ts';
import type { State } from './state.ts';
import { Store } from './store.ts';

export type { StrictRegistryOptions } from './options.ts';

/** A registry that is running; see startStrictRegistry. */
export interface StrictRegistry {
  /** `http://127.0.0.1:40000` */
  readonly origin: string;
  /** `127.0.0.1:40000`, as it stands in a reference. */
  readonly host: string;
  /** The second origin, for behaviours that send uploads elsewhere. */
  readonly storageOrigin: string;
  readonly store: Store;
  /** Every request so far, in the order of arrival. */
  readonly requests: readonly RecordedRequest[];
  /** What clients did that the specification forbids: one sentence each. */
  readonly violations: readonly string[];
  /** Uploads that were begun and not ended. */
  readonly openSessions: number;
  /** An Authorization header that is always taken and whose requests are neither recorded nor disturbed. */
  readonly ownerAuthorization: string;
  addFault(plan: FaultPlan): void;
  clearFaults(): void;
  /** From the request with this number on, everything fails for so long. */
  outage(from: number, milliseconds: number, kind: OutageKind): void;
  expireTokens(): void;
  /** Forgets requests and violations; numbers begin at 1 again. */
  forgetRequests(): void;
  close(): Promise<void>;
}

/**
 * Starts a registry that does what the specification says and refuses what it forbids, with the behaviours and faults
 * of real ones where they are asked for. Everything is on loopback unless `host` says otherwise.
 */
export async function startStrictRegistry(options: StrictRegistryOptions = {}): Promise<StrictRegistry> {
  const registry = new Registry(options);
  await registry.start();
  return registry;
}

class Registry implements StrictRegistry, State {
  readonly store = new Store();
  readonly sessions: Sessions;
  readonly access: Access;
  readonly quirks: Quirks;
  readonly auth: AuthOptions;
  readonly #recorder = new Recorder();
  readonly #faults = new FaultSchedule();
  readonly #latency: number;
  readonly #rateLimit: RateLimit | undefined;
  readonly #missed = new Map<string, number>();
  readonly #registry: Listener;
  readonly #storage: Listener;
  #outages: Outage[] = [];

  constructor(options: StrictRegistryOptions) {
    const { host = '127.0.0.1', port = 0, behaviours = [] } = options;
    this.quirks = Object.assign({}, STRICT, ...behaviours.map(({ quirks }) => quirks), options.quirks);
    const auths = [...behaviours.map(({ auth }) => auth), options.auth].filter((auth) => auth !== undefined);
    this.auth = auths.at(-1) ?? { kind: 'none' };
    this.access = new Access(this.auth, this.quirks, () => `${this.origin}/token`);
    this.sessions = new Sessions(options.directory);
    for (const plan of [...behaviours.flatMap(({ faults = [] }) => faults), ...(options.faults ?? [])]) {
      this.#faults.add(plan);
    }
    this.#latency = options.latency ?? 0;
    const { rateLimit } = this.quirks;
    this.#rateLimit = rateLimit && new RateLimit(rateLimit, options.now ?? (() => performance.now()));
    this.#registry = new Listener(host, port, (request, response) => this.#serve('registry', request, response));
    this.#storage = new Listener(host, 0, (request, response) => this.#serve('storage', request, response));
  }

  async start(): Promise<void> {
    await this.#registry.listen();
    await this.#storage.listen();
  }

  get origin(): string {
    return this.#registry.origin;
  }

  get host(): string {
    return this.origin.slice('http://'.length);
  }

  get storageOrigin(): string {
    return this.#storage.origin;
  }

  get requests(): readonly RecordedRequest[] {
    return this.#recorder.requests;
  }

  get violations(): readonly string[] {
    return this.#recorder.violations;
  }

  get openSessions(): number {
    return this.sessions.count;
  }

  get ownerAuthorization(): string {
    return this.access.ownerAuthorization;
  }

  addFault(plan: FaultPlan): void {
    this.#faults.add(plan);
  }

  clearFaults(): void {
    this.#faults.clear();
    this.#outages = [];
  }

  outage(from: number, milliseconds: number, kind: OutageKind): void {
    const listeners = [this.#registry, this.#storage];
    const outlet = {
      cut: () => {
        for (const listener of listeners) listener.cut();
      },
      refuseUntil: (end: Promise<void>) => {
        for (const listener of listeners) listener.refuseUntil(end);
      },
    };
    this.#outages.push(new Outage(from, milliseconds, kind, outlet));
  }

  expireTokens(): void {
    this.access.expireTokens();
  }

  forgetRequests(): void {
    this.#recorder.forget();
  }

  async close(): Promise<void> {
    await Promise.all([this.#registry.close(), this.#storage.close()]);
    await this.sessions.dropAll();
  }

  stored(digest: string): void {
    if (this.quirks.missedLookups > 0) this.#missed.set(digest, this.quirks.missedLookups);
  }

  missed(digest: string): boolean {
    const left = this.#missed.get(digest) ?? 0;
    if (left > 0) this.#missed.set(digest, left - 1);
    return left > 0;
  }

  shown(digest: string): string | undefined {
    if (this.quirks.contentDigest === 'absent') return undefined;
    return this.quirks.contentDigest === 'lying' ? `sha256:${'0'.repeat(64)}` : digest;
  }

  async #serve(server: RecordedRequest['server'], request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = '', query = ''] = (request.url ?? '').split('?', 2);
    const route = routeOf(path);
    const owner = request.headers.authorization === this.ownerAuthorization;
    const record = this.#recorder.arrived(request, { server, endpoint: route.endpoint, path, query }, owner);
    response.once('close', () => this.#recorder.ended(record));
    const fault = owner ? undefined : this.#nextFault(record);
    const bodyLimit = this.quirks.bodyLimit ?? Number.POSITIVE_INFINITY;
    const compresses = !owner && this.quirks.unaskedGzip === true;
    const onFault = (struck: Fault) => this.#struck(struck, exchange, route);
    const exchange = new Exchange(request, response, record, { fault, onFault, bodyLimit, compresses });
    if (this.quirks.unaskedContinue === true) response.writeContinue();
    try {
      if (this.#latency > 0) await delay(this.#latency);
      if (!owner) this.#guard(exchange);
      await exchange.begin();
      await dispatch(exchange, this, route);
    } catch (thrown) {
      await this.#refuse(exchange, thrown).catch(() => response.destroy());
    }
  }

  /** What a proxy in front of the registry lets through. */
  #guard(exchange: Exchange): void {
    const { noUserAgent } = this.quirks;
    if (noUserAgent !== undefined && exchange.header('user-agent') === undefined) throw refusedAs(noUserAgent);
    if (this.#rateLimit?.passes() ?? true) return;
    const { retryAfter, status = 429 } = this.quirks.rateLimit ?? {};
    const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
    throw refused(status, 'TOOMANYREQUESTS', 'too many requests', headers);
  }

  #nextFault(record: RecordedRequest): Fault | undefined {
    const planned = this.#faults.next(record);
    for (const outage of this.#outages) {
      const fault = outage.next(record.number);
      if (fault !== undefined) return fault;
    }
    return planned;
  }

  #struck(fault: Fault, exchange: Exchange, route: Route): Headers {
    if (fault.effect === 'expire-tokens') {
      this.access.expireTokens();
      return this.access.challenge(exchange, route.repository, actionsOf(exchange));
    }
    if (fault.effect === 'drop-session' && route.endpoint === 'upload') void this.sessions.drop(route.target);
    return {};
  }

  async #refuse(exchange: Exchange, thrown: unknown): Promise<void> {
    if (thrown instanceof Interrupted) return;
    const refusal =
      thrown instanceof Refusal
        ? thrown
        : new Refusal({ status: 500, code: 'UNKNOWN', message: `the strict registry failed: ${thrown}` }, true);
    if (refusal.broken) this.#recorder.violated(exchange.record, refusal);
    await answerRefusal(exchange, this.quirks, refusal.text);
  }
}
