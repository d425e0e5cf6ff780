import type { Dispatcher } from 'undici';
import type { Clock, Log, Random } from '../ports.ts';
import type { Credentials, RegistryHost, RegistrySettings } from './api.ts';
import { Authenticator } from './auth/authenticator.ts';
import { pushScope } from './auth/scope.ts';
import { TokenClient } from './auth/token-client.ts';
import { AuthenticatingClient } from './client/authenticating-client.ts';
import { Progress } from './client/progress.ts';
import { RateLimiter } from './client/rate-limiter.ts';
import { RegistryWarnings } from './client/registry-warnings.ts';
import { RetryingClient } from './client/retrying-client.ts';
import { Slots } from './client/slots.ts';
import { rootsOf } from './http/base-urls.ts';
import { RegistryRoots } from './http/registry-roots.ts';
import { RetryBudget } from './http/retry.ts';
import { TrafficCounter } from './http/traffic.ts';
import { Transport } from './http/transport.ts';
import { traitsOf } from './protocol/traits.ts';
import { RepositoryClient } from './repository-client.ts';
import { OpenSessions } from './upload/open-sessions.ts';
import { HostMemory } from './upload/strategy-choice.ts';

export interface RegistryPorts {
  readonly dispatcher: Dispatcher;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

export interface RegistryOptions {
  /** Host with its port, as users write it: `docker.io`, not its API host. */
  readonly registry: string;
  readonly credentials?: Credentials | undefined;
  readonly settings: RegistrySettings;
  /** Repositories that one token is to be for, where the registry takes that; default: each has its own. */
  readonly together?: readonly string[];
  readonly ports: RegistryPorts;
  /** Aborted when the run is cancelled. */
  readonly signal: AbortSignal;
}

const ANSWER_TIMEOUT_MS = 600_000;
/** Milliseconds of silence after which users wonder. */
const MIN_LOGGED_PAUSE_MS = 5000;

/** The client of one registry. Nothing is sent before something is asked of it. */
export function openRegistry(options: RegistryOptions): RegistryHost {
  const { registry, credentials, settings, together = [], ports, signal } = options;
  const { dispatcher, clock, random, log } = ports;
  const traits = traitsOf(registry);
  const traffic = new TrafficCounter();
  const think = Math.max(settings.think ?? ANSWER_TIMEOUT_MS, settings.timeout);
  const transport = new Transport(dispatcher, { timeout: settings.timeout, think }, traffic, log);
  const roots = new RegistryRoots(rootsOf(registry, settings.insecure));
  const limiter = new RateLimiter(clock);
  const backOff = (milliseconds: number) => {
    const pause = limiter.backOff(milliseconds);
    if (pause < MIN_LOGGED_PAUSE_MS) return;
    log.info(`${registry} limits the number of requests: the next one goes in ${Math.round(pause / 1000)} s`);
  };
  const retry = { clock, random, log, traffic, signal, reached: () => roots.settled };
  const retryBudget = () => new RetryBudget(settings.retryFor, { ...retry, backOff });
  // A token server is another host as a rule, and its limits are its own.
  const tokenRetryBudget = () => new RetryBudget(settings.retryFor, { ...retry, backOff: () => {} });
  const tokens = new TokenClient(credentials, {
    transport,
    clock,
    log,
    traffic,
    signal,
    retryBudget: tokenRetryBudget,
  });
  const authenticator = new Authenticator(
    registry,
    credentials,
    traits,
    { tokens, clock, signal },
    together.map(pushScope),
  );
  const caller = new AuthenticatingClient(transport, roots, authenticator, new RegistryWarnings(registry, log), signal);
  const slots = new Slots(settings.concurrency, clock);
  const requester = new RetryingClient({ client: caller, slots, limiter, retryBudget, signal });
  const sessions = new OpenSessions(caller);
  const progress = new Progress(registry, clock, log);
  const preferences = { chunkSize: settings.chunkSize, traits, memory: new HostMemory() };

  return {
    registry,
    repository: (path) => {
      const scope = { path, scopes: [pushScope(path)] };
      const place = { registry, path, identity: authenticator.identity };
      const context = { path, scope, place, requester, sessions, preferences, progress, retryBudget, signal };
      return new RepositoryClient({ registry, path }, context, slots);
    },
    traffic: () => traffic.totals,
    close: () => sessions.close(),
  };
}
