import { type AddressInfo, createServer } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Environment } from '../../../src/ports.ts';
import type { RegistrySettings } from '../../../src/registry/api.ts';
import { loadProxies } from '../../../src/registry/http/dispatcher.ts';
import {
  type StrictRegistry,
  type StrictRegistryOptions,
  startStrictRegistry,
} from '../../../testing/strict-registry/strict-registry.ts';
import { type ForwardProxy, startForwardProxy } from '../../support/proxies/forward-proxy.ts';
import { failureOf } from '../support/compatibility.ts';
import { type Connection, connect } from '../support/connect.ts';
import { makeSampleImage, pushSample } from '../support/sample-push.ts';

describe('proxies of the environment', () => {
  const closing: (() => Promise<void> | void)[] = [];

  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  async function start(
    tunnel?: number,
    options: StrictRegistryOptions = {},
  ): Promise<{ registry: StrictRegistry; proxy: ForwardProxy }> {
    const registry = await startStrictRegistry(options);
    const proxy = await startForwardProxy(registry.origin, tunnel);
    closing.push(() => registry.close(), proxy.close);
    return { registry, proxy };
  }

  function open(host: string, environment: Environment, settings: Partial<RegistrySettings> = {}): Connection {
    const connection = connect(host, { environment, settings: { timeout: 10_000, think: 10_000, ...settings } });
    closing.push(() => connection.close());
    return connection;
  }

  test('a registry on plain HTTP is asked for by its whole URL, which proxies let through', async () => {
    const { proxy } = await start();
    const { client } = open(
      'registry.test',
      { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url },
      { insecure: true, retryFor: 0 },
    );
    // Nothing resolves registry.test but the proxy.
    await pushSample(client, makeSampleImage(1000), 'ready');
    expect(proxy.seen).toContain('PUT http://registry.test/v2/o/app/manifests/v1');
    const tunnels = proxy.seen.filter((line) => line.startsWith('CONNECT'));
    expect(new Set(tunnels)).toEqual(new Set(['CONNECT registry.test:443']));
  });

  test('a 100 Continue that nobody asked for comes through a proxy, too', async () => {
    const { proxy } = await start(200, { quirks: { unaskedContinue: true } });
    const { client } = open(
      'registry.test',
      { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url },
      { insecure: true, retryFor: 0 },
    );
    await pushSample(client, makeSampleImage(1000), 'ready');
    expect(proxy.seen).toContain('PUT http://registry.test/v2/o/app/manifests/v1');
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

  test.each([
    [403, /does not let this run through to that host/],
    [407, /wants another user and password .*`http:\/\/USER:PASSWORD@/],
    [405, /does not let this run through to that host/],
  ])('a proxy that answers %i to CONNECT is asked once, and the error says what it wants', async (status, hint) => {
    const { proxy } = await start(status);
    const { client } = open('registry.test', { HTTPS_PROXY: proxy.url });
    const error = await failureOf(client.getManifest('v1'));
    expect(error.message).toBe(
      `Reading the manifest registry.test/o/app:v1 failed: the proxy answered ${status} to CONNECT registry.test:443 (GET https://registry.test/v2/o/app/manifests/v1)`,
    );
    expect(error.hint).toMatch(hint);
    expect(proxy.seen).toEqual(['CONNECT registry.test:443']);
  });

  test('a proxy that does not reach the registry now is asked again', async () => {
    const { proxy } = await start(503);
    const { client } = open('registry.test', { HTTPS_PROXY: proxy.url }, { retryFor: 5000 });
    const error = await failureOf(client.getManifest('v1'));
    expect(error.message).toMatch(/the proxy answered 503 to CONNECT registry.test:443 .*tried \d+ times/);
    expect(error.hint).toMatch(/did not reach the host/);
    expect(proxy.seen.length).toBeGreaterThan(1);
  });

  test('a proxy that opens no tunnel is asked for a registry on plain HTTP, where that is allowed', async () => {
    const { proxy } = await start(403);
    const environment = { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url };
    const { client } = open('registry.test:5000', environment, { insecure: true });
    expect(await client.getManifest('v1')).toBeUndefined();
    expect(proxy.seen).toEqual(expect.arrayContaining(['GET http://registry.test:5000/v2/o/app/manifests/v1']));
  });

  test('a plain request that a proxy answers with 407 is told as a login of the proxy', async () => {
    const { proxy } = await start(407);
    const environment = { HTTP_PROXY: proxy.url, HTTPS_PROXY: proxy.url };
    const { client } = open('registry.test', environment, { insecure: true });
    expect((await failureOf(client.getManifest('v1'))).hint).toMatch(/wants another user and password/);
  });

  test.each([
    ['u:p%40ss', 'u:p@ss'],
    ['u:100%', 'u:100%'],
    ['token', 'token:'],
  ])('the proxy gets the user and password of %s@', async (written, pair) => {
    const { proxy } = await start();
    const { client } = open('registry.test', { HTTPS_PROXY: proxy.url.replace('//', `//${written}@`) });
    await failureOf(client.getManifest('v1'));
    expect(proxy.logins).toEqual([`Basic ${Buffer.from(pair).toString('base64')}`]);
  });

  test.each([
    [{ HTTPS_PROXY: 'PROXY' }, ['CONNECT registry.test:443']],
    [{ https_proxy: 'PROXY', HTTPS_PROXY: 'http://127.0.0.1:1' }, ['CONNECT registry.test:443']],
    [{ ALL_PROXY: 'PROXY' }, ['CONNECT registry.test:443']],
    [{ all_proxy: 'PROXY' }, ['CONNECT registry.test:443']],
    [{ HTTPS_PROXY: 'PROXY', ALL_PROXY: 'http://127.0.0.1:1' }, ['CONNECT registry.test:443']],
    [{ HTTP_PROXY: 'PROXY' }, []],
    [{ HTTPS_PROXY: 'PROXY', NO_PROXY: 'registry.test' }, []],
    [{ ALL_PROXY: 'PROXY', no_proxy: '.test:443' }, []],
    [{ HTTPS_PROXY: 'PROXY', NO_PROXY: '*' }, []],
  ])('%j is asked as curl would', async (variables, seen) => {
    const { proxy } = await start();
    const environment = Object.fromEntries(
      Object.entries(variables).map(([name, value]) => [name, value === 'PROXY' ? proxy.url : value]),
    );
    const { client } = open('registry.test', environment, { retryFor: 0 });
    await failureOf(client.getManifest('v1'));
    expect(proxy.seen).toEqual(seen);
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

  test.each(['ftp://proxy.example.com', 'http://', 'socks5://', 'socks4://proxy.example.com'])(
    '%s is refused as the address of a proxy',
    async (value) => {
      await expect(loadProxies({ HTTPS_PROXY: value })).rejects.toThrow(
        'The environment variable HTTPS_PROXY is not the address of a proxy',
      );
    },
  );

  test('the address of a proxy needs no scheme', async () => {
    const { proxy } = await start();
    const { client } = open('registry.test', { HTTPS_PROXY: proxy.url.slice('http://'.length) }, { retryFor: 0 });
    await failureOf(client.getManifest('v1'));
    expect(proxy.seen).toEqual(['CONNECT registry.test:443']);
  });
});
