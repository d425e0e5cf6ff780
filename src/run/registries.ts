import type { Dispatcher } from 'undici';
import type { RegistryLogin } from '../config/registry-auth.ts';
import { registryCertificates } from '../credentials/registry-certificates.ts';
import { resolveCredentials } from '../credentials/resolve-credentials.ts';
import { ciLogin } from '../inputs/ci-context.ts';
import type { Request } from '../inputs/request.ts';
import { DOCKER_HUB, type Repository } from '../oci/reference.ts';
import type { Environment } from '../ports.ts';
import type { RegistryClient, RegistryHost, RegistrySettings, Traffic } from '../registry/api.ts';
import { createDispatcher } from '../registry/http/dispatcher.ts';
import type { EarlyConnections } from '../registry/http/early-connections.ts';
import { openRegistry } from '../registry/open-registry.ts';
import type { SourceContext } from '../source-context.ts';
import type { RunPorts } from './run-ports.ts';

export interface Connection {
  readonly client: RegistryClient;
  /** The client of another repository on the same registry. */
  readonly clientFor: (path: string) => RegistryClient;
}

/** The registries of one run with their connections. */
export interface Registries {
  /** In the order of the targets. */
  readonly connections: readonly Connection[];
  traffic(): Traffic;
  close(): Promise<void>;
}

/**
 * Finds the credentials and makes the clients; nothing is sent before something is asked of them.
 * @param early connections that were opened meanwhile
 */
export async function connectRegistries(
  request: Request,
  registryAuth: readonly RegistryLogin[],
  context: SourceContext,
  ports: RunPorts,
  early?: EarlyConnections,
): Promise<Registries> {
  const dispatchers = await dispatchersFor(request, ports.environment, early);
  const hosts = new Map<string, RegistryHost>();
  const found = await Promise.all(
    request.targets.map(({ repository }) => credentialsFor(repository, request, registryAuth, context, ports)),
  );
  const connections = request.targets.map(({ repository: { registry, path } }, place) => {
    const credentials = found[place];
    // One host for all repositories of a registry that one identity may write to: they share tokens and the limit of blobs in flight.
    const key = JSON.stringify([registry, credentials]);
    const settings = settingsFor(registry, request);
    const dispatcher = dispatchers.of(registry);
    const options = { registry, credentials, settings, ports: { ...ports, dispatcher }, signal: ports.signal };
    const host = hosts.get(key) ?? openRegistry(options);
    hosts.set(key, host);
    return { client: host.repository(path), clientFor: (other: string) => host.repository(other) };
  });
  return {
    connections,
    traffic: () => sum([...hosts.values()].map((host) => host.traffic())),
    close: async () => {
      await Promise.all([...hosts.values()].map((host) => host.close()));
      await dispatchers.destroy();
    },
  };
}

interface Dispatchers {
  of(registry: string): Dispatcher;
  destroy(): Promise<void>;
}

/** One for all registries, but for those that this machine keeps certificates for: nobody else is to trust or see them. */
async function dispatchersFor(
  { targets, upload }: Request,
  environment: Environment,
  early: EarlyConnections | undefined,
): Promise<Dispatchers> {
  const options = { environment, timeout: upload.timeout };
  const shared = createDispatcher({ ...options, early });
  const own = new Map<string, Dispatcher>();
  for (const registry of new Set(targets.map(({ repository }) => repository.registry))) {
    const certificates = await registryCertificates(registry, environment);
    if (certificates !== undefined) own.set(registry, createDispatcher({ ...options, certificates }));
  }
  return {
    of: (registry) => own.get(registry) ?? shared,
    destroy: async () => {
      await Promise.all([shared, ...own.values()].map((dispatcher) => dispatcher.destroy(closed())));
    },
  };
}

/** Node asks for the stack of what a socket is destroyed with; to write one down, V8 would count the lines of the whole bundle. */
function closed(): Error {
  return Object.assign(new Error('The registry is needed no more'), { stack: '' });
}

function credentialsFor(
  repository: Repository,
  { username, password, githubToken }: Request,
  registryAuth: readonly RegistryLogin[],
  context: SourceContext,
  { environment, log, processes }: RunPorts,
) {
  const inputs = { username, password, registryAuth, githubToken, jobLogin: ciLogin(environment) };
  return resolveCredentials(repository, inputs, { environment, context }, { log, processes });
}

function settingsFor(registry: string, { upload, insecure }: Request): RegistrySettings {
  const allowed = typeof insecure === 'boolean' ? insecure : insecure.includes(registry);
  return { ...upload, insecure: allowed && registry !== DOCKER_HUB };
}

function sum(all: readonly Traffic[]): Traffic {
  const total = (of: (traffic: Traffic) => number) => all.reduce((result, traffic) => result + of(traffic), 0);
  return {
    requests: total((traffic) => traffic.requests),
    tokenRequests: total((traffic) => traffic.tokenRequests),
    bytesSent: total((traffic) => traffic.bytesSent),
    retries: total((traffic) => traffic.retries),
    waited: total((traffic) => traffic.waited),
  };
}
