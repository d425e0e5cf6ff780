import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { SecureContext } from 'node:tls';
import { Agent, type Dispatcher, ProxyAgent } from 'undici';
import type { Environment } from '../../ports.ts';
import { AddressGuard, type Resolve } from './address-guard.ts';
import type { EarlyConnections } from './early-connections.ts';
import { GuardedDispatcher } from './guarded-dispatcher.ts';
import { type ProxyServer, proxySettings } from './proxy-settings.ts';
import { registryPool, type TakeEarly } from './registry-pool.ts';
import { tunnelPool } from './tunnel-pool.ts';

/** What this machine keeps for TLS with one registry, besides what it trusts everywhere. */
export interface RegistryCertificates {
  /** Host of the registry, with its port where that is not 443. */
  readonly host: string;
  /** With the authorities of the registry, for it and whoever it leads to: its token server, its storage. */
  readonly trusting: SecureContext;
  /** With the client certificate as well, which nobody but the registry itself is shown. */
  readonly identified: SecureContext;
}

export interface DispatcherOptions {
  readonly environment: Environment;
  /** Milliseconds for a connection to be made. */
  readonly timeout: number;
  /** Looks names up; the machine's own way where nothing is said. */
  readonly resolve?: Resolve;
  readonly certificates?: RegistryCertificates | undefined;
  /** What was opened already, without certificates of a registry. */
  readonly early?: EarlyConnections | undefined;
}

/** The connections of a run, kept open between requests, through the proxy that the environment names. Close it at the end. */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const guard = options.early?.guard ?? new AddressGuard(options.resolve ?? lookup);
  return new GuardedDispatcher((namedBy) => {
    const takeEarly: TakeEarly = (origin) => options.early?.take(origin, namedBy);
    return connections(options, guard.lookup(namedBy), takeEarly);
  });
}

/** Names that a proxy is asked for are looked up by the proxy; only its own is looked up here, as it comes. */
function connections(options: DispatcherOptions, checked: LookupFunction, takeEarly: TakeEarly): Dispatcher {
  const { environment, timeout, certificates } = options;
  const proxyFor = proxySettings(environment);
  const kept = { keepAliveTimeout: 30_000, headersTimeout: 0, bodyTimeout: 0 };
  return new Agent({
    ...kept,
    factory: (origin) => {
      const url = new URL(origin);
      const connect = { timeout, ...tlsFor(url, certificates) };
      const proxy = proxyFor?.(url);
      if (proxy !== undefined) return throughProxy(proxy, connect, kept);
      return registryPool(url, { ...kept, connect: { ...connect, lookup: checked } }, takeEarly);
    },
  });
}

function tlsFor(url: URL, certificates: RegistryCertificates | undefined): { readonly secureContext?: SecureContext } {
  if (certificates === undefined) return {};
  return { secureContext: url.host === certificates.host ? certificates.identified : certificates.trusting };
}

function throughProxy({ url, username, password }: ProxyServer, connect: object, kept: object): ProxyAgent {
  const pair = Buffer.from(`${username}:${password}`).toString('base64');
  // SOCKS has the user and the password in a handshake of its own.
  const login = url.protocol === 'socks5:' ? { username, password } : { token: `Basic ${pair}` };
  return new ProxyAgent({
    ...kept,
    ...(username === '' ? {} : login),
    uri: url.href,
    requestTls: connect,
    proxyTunnel: false,
    clientFactory: tunnelPool,
    factory: registryPool,
  } as ProxyAgent.Options);
}
