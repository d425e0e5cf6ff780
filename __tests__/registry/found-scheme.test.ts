import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { createDispatcher } from '../../src/registry/dispatcher.ts';
import type { Resolve } from '../../src/registry/http/address-guard.ts';
import { connect } from './support/connect.ts';

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
      dispatcher: createDispatcher({ environment: {}, timeout: 5000, resolve }),
      settings: { insecure: true, retryFor: 0 },
      credentials: { kind: 'registry-token', token: 'ready', origin: 'the test' },
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
});
