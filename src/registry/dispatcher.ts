import { Agent, type Dispatcher, EnvHttpProxyAgent } from 'undici';
import type { Environment } from '../ports.ts';

export interface DispatcherOptions {
  readonly environment: Environment;
  /** Milliseconds for a connection to be made. */
  readonly timeout: number;
}

/** As Go and curl have it: what is on this machine needs no proxy. */
const LOCAL = 'localhost,127.0.0.1,[::1]';

/** The connections of a run, kept open between requests, through the proxy that the environment names. Close it at the end. */
export function createDispatcher({ environment, timeout }: DispatcherOptions): Dispatcher {
  const options = {
    connect: { timeout },
    keepAliveTimeout: 30_000,
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  const read = (name: string) => environment[name.toLowerCase()] || environment[name] || '';
  const [httpProxy, httpsProxy] = [read('HTTP_PROXY'), read('HTTPS_PROXY')];
  if (httpProxy === '' && httpsProxy === '') return new Agent(options);
  const noProxy = `${read('NO_PROXY')},${LOCAL}`;
  return new EnvHttpProxyAgent({ ...options, httpProxy, httpsProxy, noProxy, proxyTunnel: false });
}
