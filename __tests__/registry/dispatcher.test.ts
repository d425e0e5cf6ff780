import { type AddressInfo, createServer } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Environment } from '../../src/ports.ts';
import type { RegistrySettings } from '../../src/registry/api.ts';
import { createDispatcher } from '../../src/registry/dispatcher.ts';
import { type ForwardProxy, startForwardProxy } from '../support/proxies/forward-proxy.ts';
import { type StrictRegistry, startStrictRegistry } from '../support/strict-registry/strict-registry.ts';
import { failureOf } from './support/compatibility.ts';
import { type Connection, connect } from './support/connect.ts';
import { makeSampleImage, pushSample } from './support/sample-push.ts';

describe('proxies of the environment', () => {
  const closing: (() => Promise<void> | void)[] = [];

  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  async function start(tunnel?: number): Promise<{ registry: StrictRegistry; proxy: ForwardProxy }> {
    const registry = await startStrictRegistry();
    const proxy = await startForwardProxy(registry.origin, tunnel);
    closing.push(() => registry.close(), proxy.close);
    return { registry, proxy };
  }

  function open(host: string, environment: Environment, settings: Partial<RegistrySettings> = {}): Connection {
    const connection = connect(host, { environment, settings });
    closing.push(() => connection.close());
    return connection;
  }

  test('a registry on plain HTTP is asked for by its whole URL, which proxies let through', async () => {
    const { proxy } = await start();
    const { client } = open('registry.test', { HTTP_PROXY: proxy.url }, { insecure: true, retryFor: 0 });
    // Nothing resolves registry.test but the proxy.
    await pushSample(client, makeSampleImage(1000), 'ready');
    expect(proxy.seen).toContain('PUT http://registry.test/v2/o/app/manifests/v1');
    const tunnels = proxy.seen.filter((line) => line.startsWith('CONNECT'));
    expect(new Set(tunnels)).toEqual(new Set(['CONNECT registry.test:443']));
  });

  test('a registry that speaks HTTP where HTTPS is expected is one error that says `insecure`', async () => {
    const { proxy } = await start();
    const { client } = open('registry.test:5000', { https_proxy: proxy.url });
    const error = await failureOf(client.getManifest('v1'));
    expect(error.message).toMatch(
      /^Reading the manifest registry.test:5000\/o\/app:v1 failed: the answer was not TLS: \w+ \(GET https:/,
    );
    expect(error.hint).toContain('`insecure: registry.test:5000`');
    expect(proxy.seen).toEqual(['CONNECT registry.test:5000']);
  });

  test('a proxy that refuses is one error that names the variables', async () => {
    const { proxy } = await start(403);
    const { client } = open('registry.test', { HTTPS_PROXY: proxy.url }, { retryFor: 0 });
    const error = await failureOf(client.getManifest('v1'));
    expect(error.hint).toMatch(/HTTPS_PROXY/);
  });

  test('a proxy that ends connections is asked again with pauses, and then one clear error', async () => {
    let connections = 0;
    const rude = createServer((socket) => {
      connections += 1;
      socket.on('error', () => {}).once('data', () => socket.destroy());
    });
    await new Promise<void>((resolve) => rude.listen(0, '127.0.0.1', resolve));
    closing.push(() => void rude.close());
    const { port } = rude.address() as AddressInfo;
    const { client } = open('registry.test', { HTTPS_PROXY: `http://127.0.0.1:${port}` }, { retryFor: 5000 });
    const error = await failureOf(client.getManifest('v1'));
    expect(error.message).toMatch(/ failed: the connection was cut: .*tried \d+ times in 5 s/);
    expect(connections).toBeLessThan(20);
  });

  test('loopback needs no proxy, and NO_PROXY is kept to', async () => {
    const { registry, proxy } = await start();
    const { client } = open(registry.host, { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url });
    expect(await client.getManifest('v1')).toBeUndefined();
    const environment = { HTTPS_PROXY: proxy.url, NO_PROXY: '.invalid,other.test' };
    const elsewhere = open('registry.invalid', environment, { retryFor: 0 });
    expect((await failureOf(elsewhere.client.getManifest('v1'))).hint).toMatch(/does not resolve/);
    expect(proxy.seen).toEqual([]);
  });

  test.each(['ftp://proxy.example.com', 'http://'])('%s is refused as the address of a proxy', (value) => {
    expect(() => createDispatcher({ environment: { HTTPS_PROXY: value }, timeout: 1000 })).toThrow(
      'The environment variable HTTPS_PROXY is not an address of a proxy',
    );
  });

  test('the address of a proxy needs no scheme', async () => {
    const { proxy } = await start();
    const { client } = open('registry.test', { HTTPS_PROXY: proxy.url.slice('http://'.length) }, { retryFor: 0 });
    await failureOf(client.getManifest('v1'));
    expect(proxy.seen).toEqual(['CONNECT registry.test:443']);
  });
});
