import type { Dispatcher } from 'undici';
import { registryCertificates } from '../credentials/registry-certificates.ts';
import type { CredentialResolver } from '../credentials/resolve-credentials.ts';
import type { Request } from '../inputs/request.ts';
import { DOCKER_HUB, type Repository } from '../oci/reference.ts';
import type { Environment } from '../ports.ts';
import type { Credentials, RegistryClient, RegistryHost, RegistrySettings, Traffic } from '../registry/api.ts';
import { createDispatcher, loadProxies } from '../registry/http/dispatcher.ts';
import type { EarlyConnections } from '../registry/http/early-connections.ts';
import { openRegistry } from '../registry/open-registry.ts';
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

interface OpenHost {
  readonly host: RegistryHost;
  readonly credentials: Credentials | undefined;
}

/** What all images of a run share: sockets, and of each registry the tokens and the limit of blobs in flight. */
export class RegistryPool {
  readonly #dispatchers = new Map<string, Dispatcher>();
  readonly #hosts: OpenHost[] = [];
  readonly #repositories: readonly Repository[];

  /** @param repositories that one token for each registry is to be for; default: each has its own */
  constructor(repositories: readonly Repository[] = []) {
    this.#repositories = repositories;
  }

  /** The client of a registry for one identity; made when it is first asked for. */
  async host(
    registry: string,
    credentials: Credentials | undefined,
    request: Pick<Request, 'upload' | 'insecure'>,
    ports: RunPorts,
    early?: EarlyConnections,
  ): Promise<RegistryHost> {
    const dispatcher = await this.#dispatcher(registry, request, ports.environment, early);
    const known = this.#known(registry, credentials);
    if (known !== undefined) return known;
    const settings = settingsFor(registry, request);
    const together = this.#repositories.filter((one) => one.registry === registry).map(({ path }) => path);
    const options = {
      registry,
      credentials,
      settings,
      together,
      ports: { ...ports, dispatcher },
      signal: ports.signal,
    };
    const host = openRegistry(options);
    this.#hosts.push({ host, credentials });
    return host;
  }

  #known(registry: string, credentials: Credentials | undefined): RegistryHost | undefined {
    const isSame = (theirs: Credentials | undefined) => credentials?.isSameAs(theirs) ?? theirs === undefined;
    return this.#hosts.find((open) => open.host.registry === registry && isSame(open.credentials))?.host;
  }

  traffic(): Traffic {
    return sum(this.#hosts.map(({ host }) => host.traffic()));
  }

  async close(): Promise<void> {
    await Promise.all(this.#hosts.map(({ host }) => host.close()));
    await Promise.all([...this.#dispatchers.values()].map((dispatcher) => dispatcher.destroy(closed())));
  }

  /** One for all registries, but for those that this machine keeps certificates for: nobody else is to trust or see them. */
  async #dispatcher(
    registry: string,
    { upload }: Pick<Request, 'upload'>,
    environment: Environment,
    early: EarlyConnections | undefined,
  ): Promise<Dispatcher> {
    const certificates = await registryCertificates(registry, environment);
    const key = certificates === undefined ? '' : registry;
    const options = {
      proxies: await loadProxies(environment),
      timeout: upload.timeout,
      ...(certificates === undefined ? { early } : { certificates }),
    };
    const dispatcher = this.#dispatchers.get(key) ?? createDispatcher(options);
    this.#dispatchers.set(key, dispatcher);
    return dispatcher;
  }
}

/** Finds the credentials and makes the clients; nothing is sent before something is asked of them. */
export async function connectRegistries(
  request: Pick<Request, 'targets' | 'upload' | 'insecure'>,
  credentialsFor: CredentialResolver,
  ports: RunPorts,
  early?: EarlyConnections,
): Promise<Registries> {
  const pool = ports.registries ?? new RegistryPool();
  const connections = await Promise.all(
    request.targets.map(async ({ repository }) => {
      const credentials = await credentialsFor(repository);
      const host = await pool.host(repository.registry, credentials, request, ports, early);
      return { client: host.repository(repository.path), clientFor: (other: string) => host.repository(other) };
    }),
  );
  return {
    connections,
    traffic: () => pool.traffic(),
    close: async () => {
      if (pool !== ports.registries) await pool.close();
    },
  };
}

/** Node asks for the stack of what a socket is destroyed with; to write one down, V8 would count the lines of the whole bundle. */
function closed(): Error {
  return Object.assign(new Error('The registry is needed no more'), { stack: '' });
}

function settingsFor(registry: string, { upload, insecure }: Pick<Request, 'upload' | 'insecure'>): RegistrySettings {
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
