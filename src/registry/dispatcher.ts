import { Agent, type Dispatcher, EnvHttpProxyAgent } from 'undici';
import { ActionError } from '../errors.ts';
import type { Environment } from '../ports.ts';
import { tunnelPool } from './http/tunnel-pool.ts';

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
  const proxy = (name: string) => proxyAddress(name, read(name));
  const [httpProxy, httpsProxy] = [proxy('HTTP_PROXY'), proxy('HTTPS_PROXY')];
  if (httpProxy === '' && httpsProxy === '') return new Agent(options);
  const noProxy = `${read('NO_PROXY')},${LOCAL}`;
  return new EnvHttpProxyAgent({
    ...options,
    httpProxy,
    httpsProxy,
    noProxy,
    proxyTunnel: false,
    clientFactory: tunnelPool,
  });
}

/** As curl has it, an address without a scheme is one of HTTP. The value is not repeated in errors: it may hold a password. */
function proxyAddress(name: string, value: string): string {
  if (value === '') return '';
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  if (URL.canParse(address) && /^(https?|socks5?):$/.test(new URL(address).protocol)) return address;
  throw new ActionError('input', `The environment variable ${name} is not an address of a proxy`, {
    hint: 'Write it as `http://proxy.example.com:3128`, or take it out of the environment of this step.',
  });
}
