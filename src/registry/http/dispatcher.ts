import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { SecureContext } from 'node:tls';
import { Agent, type Dispatcher } from 'undici';
import type { Environment } from '../../ports.ts';
import { AddressGuard, type Resolve } from './address-guard.ts';
import type { EarlyConnections } from './early-connections.ts';
import { GuardedDispatcher } from './guarded-dispatcher.ts';
import { proxySettings } from './proxy-settings.ts';
import { registryPool, type TakeEarly } from './registry-pool.ts';

/** What this machine keeps for TLS with one registry, besides what it trusts everywhere. */
export interface RegistryCertificates {
  /** Host of the registry, with its port where that is not 443. */
  readonly host: string;
  /** With the authorities of the registry, for it and whoever it leads to: its token server, its storage. */
  readonly trusting: SecureContext;
  /** With the client certificate as well, which nobody but the registry itself is shown. */
  readonly identified: SecureContext;
}

/**
 * The connections to a URL that is asked through a proxy; undefined where it is asked directly.
 * @param connect what TLS with the registry needs
 * @param kept how long connections are kept
 */
export type ProxyConnections = (url: URL, connect: object, kept: object) => Dispatcher | undefined;

/** What makes connections through proxies is loaded where there is one: it is large, and brings a client for SOCKS along. */
export async function loadProxies(environment: Environment): Promise<ProxyConnections | undefined> {
  const proxyFor = proxySettings(environment);
  return proxyFor && (await import('./proxy-agent.ts')).proxyConnections(proxyFor);
}

export interface DispatcherOptions {
  /** Milliseconds for a connection to be made. */
  readonly timeout: number;
  /** Looks names up; the machine's own way where nothing is said. */
  readonly resolve?: Resolve;
  readonly certificates?: RegistryCertificates | undefined;
  /** What was opened already, without certificates of a registry. */
  readonly early?: EarlyConnections | undefined;
  /** From `loadProxies`. */
  readonly proxies?: ProxyConnections | undefined;
}

/** The connections of a run, kept open between requests. Close it at the end. */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const guard = options.early?.guard ?? new AddressGuard(options.resolve ?? lookup);
  return new GuardedDispatcher((namedBy) => {
    const takeEarly: TakeEarly = (origin) => options.early?.take(origin, namedBy);
    return connections(options, guard.lookup(namedBy), takeEarly);
  });
}

/** Names that a proxy is asked for are looked up by the proxy; only its own is looked up here, as it comes. */
function connections(options: DispatcherOptions, checked: LookupFunction, takeEarly: TakeEarly): Dispatcher {
  const { proxies, timeout, certificates } = options;
  const kept = { keepAliveTimeout: 30_000, headersTimeout: 0, bodyTimeout: 0 };
  return new Agent({
    ...kept,
    factory: (origin) => {
      const url = new URL(origin);
      const connect = { timeout, ...tlsFor(url, certificates) };
      const proxied = proxies?.(url, connect, kept);
      if (proxied !== undefined) return proxied;
      return registryPool(url, { ...kept, connect: { ...connect, lookup: checked } }, takeEarly);
    },
  });
}

function tlsFor(url: URL, certificates: RegistryCertificates | undefined): { readonly secureContext?: SecureContext } {
  if (certificates === undefined) return {};
  return { secureContext: url.host === certificates.host ? certificates.identified : certificates.trusting };
}
