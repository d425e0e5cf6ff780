import { type Dispatcher, ProxyAgent } from 'undici';
import type { ProxyConnections } from './dispatcher.ts';
import type { ProxyFor, ProxyServer } from './proxy-settings.ts';
import { registryPool } from './registry-pool.ts';
import { tunnelPool } from './tunnel-pool.ts';

/** How connections are made through these proxies. */
export function proxyConnections(proxyFor: ProxyFor): ProxyConnections {
  return (url, connect, kept) => {
    const proxy = proxyFor(url);
    return proxy === undefined ? undefined : throughProxy(proxy, connect, kept);
  };
}

function throughProxy({ url, username, password }: ProxyServer, connect: object, kept: object): Dispatcher {
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
