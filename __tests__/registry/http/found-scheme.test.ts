import { createServer, type OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { tokenCredentials } from '../../../src/credentials/sealed-credentials.ts';
import type { Resolve } from '../../../src/registry/http/address-guard.ts';
import { createDispatcher, loadProxies } from '../../../src/registry/http/dispatcher.ts';
import { connect } from '../support/connect.ts';

describe('a registry on plain HTTP that is asked by https first', () => {
  test('gets a ready token once it is known to speak HTTP, whoever finds that out', async () => {
    const seen: string[] = [];
    const server = createServer((request, response) => {
      const { authorization = 'nothing' } = request.headers;
      seen.push(authorization);
      response.writeHead(authorization === 'nothing' ? 401 : 404, { 'www-authenticate': 'Bearer realm="x"' }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const resolve: Resolve = (_, __, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]);
    const connection = connect(`r.test:${port}`, {
      dispatcher: createDispatcher({ timeout: 5000, resolve }),
      settings: { insecure: true, retryFor: 0, timeout: 10_000 },
      credentials: tokenCredentials('registry-token', 'ready', 'the test'),
    });
    try {
      const asked = ['a', 'b', 'c', 'd'].map((tag) => connection.client.getManifest(tag));
      expect(await Promise.all(asked)).toEqual([undefined, undefined, undefined, undefined]);
      expect(seen.slice(-1)).toEqual(['Bearer ready']);
    } finally {
      await connection.close();
      server.close();
    }
  });

  describe('behind a proxy', () => {
    async function asking(status: number, tunnels: boolean, headers: OutgoingHttpHeaders = {}) {
      const page = '<html><title>Portal</title></html>';
      const proxy = createServer((_, response) => response.writeHead(status, headers).end(page));
      // What listens behind the tunnel is not TLS.
      proxy.on('connect', (_, socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nhello'));
      await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
      const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
      const environment = { HTTP_PROXY: address, ...(tunnels ? { HTTPS_PROXY: address } : {}) };
      const resolve: Resolve = (host, _, callback) =>
        callback(Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' }), []);
      const { client, close } = connect('r.test', {
        dispatcher: createDispatcher({ proxies: await loadProxies(environment), timeout: 5000, resolve }),
        settings: { insecure: true, retryFor: 0, timeout: 10_000 },
      });
      try {
        return await client.getManifest('a').catch((error: Error) => error);
      } finally {
        await close();
        proxy.closeAllConnections();
        proxy.close();
      }
    }

    test('is reached where the proxy for plain requests alone knows its name', async () => {
      expect(await asking(404, false)).toBeUndefined();
    });

    test.each([
      ['a refusal', 407, {}, /Proxy Authentication Required \(407\)/, /^The proxy wants another user/],
      [
        'a login page',
        200,
        { 'content-type': 'text/html' },
        /the answer is a web page, "Portal"/,
        /^What answers at r.test is a web server/,
      ],
    ])('is not told to be insecure where %s of the proxy is what came', async (_, status, headers, message, hint) => {
      const error = await asking(status, true, headers);
      expect(error).toMatchObject({ message: expect.stringMatching(message) });
      expect(error).toMatchObject({ hint: expect.stringMatching(hint) });
    });
  });
});
