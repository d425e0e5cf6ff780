import type { Dispatcher } from 'undici';
import { mask } from '../../../src/credentials/resolve-credentials.ts';
import { userCredentials } from '../../../src/credentials/sealed-credentials.ts';
import type { Clock, Environment, Random } from '../../../src/ports.ts';
import type { Credentials, RegistryClient, RegistryHost, RegistrySettings } from '../../../src/registry/api.ts';
import { createDispatcher } from '../../../src/registry/http/dispatcher.ts';
import { proxyConnections } from '../../../src/registry/http/proxy-agent.ts';
import { proxySettings } from '../../../src/registry/http/proxy-settings.ts';
import { openRegistry } from '../../../src/registry/open-registry.ts';
import { USER } from '../../../testing/strict-registry/behaviours/tokens.ts';
import { seeded } from '../../support/seeded.ts';
import { fastClock } from './fast-clock.ts';
import { type KeptLog, keptLog } from './kept-log.ts';

export interface Connection {
  readonly client: RegistryClient;
  readonly host: RegistryHost;
  readonly log: KeptLog;
  close(): Promise<void>;
}

export interface ConnectOptions {
  readonly settings?: Partial<RegistrySettings>;
  readonly credentials?: Credentials;
  readonly clock?: Clock;
  readonly random?: Random;
  readonly repository?: string;
  /** Repositories that one token is to be for. */
  readonly together?: readonly string[];
  readonly signal?: AbortSignal;
  /** For the proxies that it names. */
  readonly environment?: Environment;
  /** In place of the one that users get. */
  readonly dispatcher?: Dispatcher;
}

const OCTOCAT = userCredentials(USER.username, USER.password, 'the test');
/** Milliseconds that pass on the clock of a test in one real one: two minutes of patience last 1.2 seconds. */
const FACTOR = 100;

const SETTINGS: RegistrySettings = {
  chunkSize: 'auto',
  concurrency: 4,
  retryFor: 120_000,
  timeout: 400,
  think: 400,
  insecure: false,
};

/** A server that is asked once must not be taken for a silent one because the machine is busy. */
const ASKED_ONCE = { timeout: 10_000, think: 10_000 };

/** A client of the repository o/app at `host`, on a fast clock and with chance that is the same each time. */
export function connect(host: string, options: ConnectOptions = {}): Connection {
  const { environment = {} } = options;
  const proxyFor = proxySettings(environment);
  const dispatcher =
    options.dispatcher ?? createDispatcher({ proxies: proxyFor && proxyConnections(proxyFor), timeout: 5000 });
  const log = keptLog();
  const credentials = options.credentials ?? OCTOCAT;
  // As they are handed out.
  mask(credentials, log);
  const registry = openRegistry({
    registry: host,
    credentials,
    settings: { ...SETTINGS, ...(options.settings?.retryFor === 0 ? ASKED_ONCE : {}), ...options.settings },
    together: options.together ?? [],
    ports: { dispatcher, log, clock: options.clock ?? fastClock(FACTOR), random: options.random ?? seeded(1) },
    signal: options.signal ?? new AbortController().signal,
  });
  return {
    client: registry.repository(options.repository ?? 'o/app'),
    host: registry,
    log,
    async close() {
      await registry.close();
      await dispatcher.destroy();
    },
  };
}
