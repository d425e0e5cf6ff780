import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createDispatcher } from '../../src/registry/http/dispatcher.ts';
import { serviceFetch } from '../../src/registry/service-fetch.ts';
import { recordedLog } from '../support/publishing.ts';
import { seeded } from '../support/seeded.ts';
import { fastClock } from './support/fast-clock.ts';

let servers: Server[] = [];
afterEach(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  servers = [];
});

async function serve(listener: RequestListener): Promise<{ url: URL; requests: IncomingMessage[] }> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    listener(request, response);
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return { url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api`), requests };
}

function client(retryFor = 5000) {
  const dispatcher = createDispatcher({ timeout: 2000 });
  const signal = new AbortController().signal;
  const ports = { dispatcher, clock: fastClock(100), random: seeded(1), log: recordedLog(), signal };
  return serviceFetch({ retryFor, timeout: 2000 }, ports);
}

const ACTION = 'Asking a service';

describe('a request to a service', () => {
  test.each([
    ['POST', 307],
    ['POST', 308],
    ['GET', 302],
  ] as const)('by %s is not followed to another origin: what is in it may be a secret (%d)', async (method, status) => {
    const elsewhere = await serve((_, response) => response.end());
    const service = await serve((_, response) => response.writeHead(status, { location: elsewhere.url.href }).end());
    const body = method === 'POST' ? { body: Buffer.from('a token') } : { authorization: 'Bearer secret' };
    await expect(client()({ action: ACTION, method, url: service.url, ...body })).rejects.toThrow(
      `${elsewhere.url.href} is not on ${service.url.host}, so it is not followed`,
    );
    expect(elsewhere.requests).toHaveLength(0);
  });

  test('is followed within its own origin, with its credential', async () => {
    const service = await serve((request, response) => {
      if (request.url === '/there') response.end('there');
      else response.writeHead(302, { location: '/there' }).end();
    });
    const answer = await client()({ action: ACTION, method: 'GET', url: service.url, authorization: 'Bearer secret' });
    expect(answer.body.toString()).toBe('there');
    expect(service.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer secret', 'Bearer secret']);
  });

  test.each([400, 403, 404, 409, 422])('that is answered with %d is not repeated', async (status) => {
    const service = await serve((_, response) => response.writeHead(status).end('{"message":"no"}'));
    expect((await client()({ action: ACTION, method: 'GET', url: service.url })).status).toBe(status);
    expect(service.requests).toHaveLength(1);
  });

  test('is given up at once where the service asks to wait longer than retry-for', async () => {
    const service = await serve((_, response) => response.writeHead(429, { 'retry-after': '3600' }).end());
    await expect(client()({ action: ACTION, method: 'GET', url: service.url })).rejects.toThrow(
      'the service asks to wait 3600 s, which is longer than retry-for: 5 s',
    );
    expect(service.requests).toHaveLength(1);
  });

  test.each([429, 500, 502, 503, 504])(
    'that is answered with %d is, until retry-for is over; then it says what was tried',
    async (status) => {
      const service = await serve((_, response) => response.writeHead(status).end());
      await expect(
        client()({ action: ACTION, method: 'POST', url: service.url, body: Buffer.of(1) }),
      ).rejects.toMatchObject({
        message: expect.stringMatching(
          `^${ACTION} failed: ${status} \\(127\\.0\\.0\\.1:\\d+\\) \\(tried \\d+ times in 5 s\\)$`,
        ),
        hint: expect.stringContaining('No tag was written because of it'),
      });
      expect(service.requests.length).toBeGreaterThan(1);
    },
  );
});
