import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Dispatcher } from 'undici';
import { createDispatcher } from '../../../src/registry/http/dispatcher.ts';
import type { HttpRequest } from '../../../src/registry/http/message.ts';
import { Target, TrustedOrigin } from '../../../src/registry/http/origin.ts';
import { follow } from '../../../src/registry/http/redirects.ts';
import { TrafficCounter } from '../../../src/registry/http/traffic.ts';
import { Transport } from '../../../src/registry/http/transport.ts';
import { keptLog } from '../support/kept-log.ts';

interface Seen {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

describe('redirects are followed by hand', () => {
  const servers: Server[] = [];
  let dispatcher: Dispatcher;
  let log = keptLog();

  beforeEach(() => {
    dispatcher = createDispatcher({ timeout: 1000 });
    log = keptLog();
  });

  afterEach(async () => {
    await dispatcher.destroy();
    for (const server of servers.splice(0)) server.close();
  });

  /** A server that keeps what it saw and answers as it is told. */
  async function serve(answer: RequestListener): Promise<{ readonly url: URL; readonly seen: Seen[] }> {
    const seen: Seen[] = [];
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { method, url: path, headers } = request;
      seen.push({ method, path, headers, body: Buffer.concat(chunks).toString() });
      answer(request, response);
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/start`), seen };
  }

  const leadTo = (status: number, location: string) =>
    serve((_, response) => response.writeHead(status, { location }).end());
  const found = () => serve((_, response) => response.end('found'));

  function send(url: URL, request: Partial<HttpRequest> = {}) {
    const transport = new Transport(dispatcher, { timeout: 1000, think: 1000 }, new TrafficCounter(), log);
    const whole: HttpRequest = { method: 'GET', headers: {}, ...request, url };
    const secret = { kind: 'header', authorization: 'Bearer secret' } as const;
    return follow(
      transport,
      Target.decide(TrustedOrigin.registry(url), url, secret),
      whole,
      new AbortController().signal,
    );
  }

  test('a body is sent again where a 307 leads, without the credentials of the registry', async () => {
    const storage = await found();
    const registry = await leadTo(307, `${storage.url.origin}/put?X-Amz-Signature=0123456789abcdef`);
    const body = {
      length: 5,
      open: async function* () {
        yield Buffer.from('bytes');
      },
    };
    const answer = await send(registry.url, { method: 'PUT', body });
    expect(answer).toMatchObject({ status: 200, url: { pathname: '/put' } });
    expect(registry.seen[0]?.headers.authorization).toBe('Bearer secret');
    expect(storage.seen).toMatchObject([{ method: 'PUT', body: 'bytes' }]);
    expect(storage.seen[0]?.headers.authorization).toBeUndefined();
    // Whoever has the signature has the right to write there.
    expect(log.secrets).toContain('0123456789abcdef');
    expect(log.lines.join()).not.toContain('0123456789abcdef');
  });

  test('credentials do not come back on the way home over another origin', async () => {
    const home = await serve((request, response) => {
      if (request.url === '/end') response.end('found');
      else response.writeHead(302, { location: `${elsewhere.url.origin}/on` }).end();
    });
    const elsewhere = await leadTo(302, `${home.url.origin}/end`);
    expect((await send(home.url)).body.toString()).toBe('found');
    expect(home.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer secret', undefined]);
  });

  test('a cookie stays with the origin that it was meant for', async () => {
    const other = await found();
    const registry = await leadTo(307, other.url.href);
    await send(registry.url, { headers: { cookie: 'session=1', accept: 'text/plain' } });
    expect(registry.seen[0]?.headers.cookie).toBe('session=1');
    expect(other.seen[0]?.headers).toMatchObject({ accept: 'text/plain' });
    expect(other.seen[0]?.headers.cookie).toBeUndefined();
  });

  test.each(['authorization', 'Authorization', 'Proxy-Authorization'])(
    'no header %s is sent for a caller',
    async (name) => {
      const registry = await found();
      const headers = { [name]: 'Bearer secret' } as HttpRequest['headers'];
      await expect(send(registry.url, { headers })).rejects.toThrow('A credential may only travel to its target');
      expect(registry.seen).toEqual([]);
    },
  );

  test('within the registry they are kept', async () => {
    const registry = await serve((request, response) => {
      if (request.url === '/end') response.end();
      else response.writeHead(308, { location: '/end' }).end();
    });
    await send(registry.url);
    expect(registry.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer secret', 'Bearer secret']);
  });

  test.each(['POST', 'PUT', 'PATCH'])('%s is not turned into something else by a 302', async (method) => {
    const other = await found();
    const registry = await leadTo(302, other.url.href);
    expect((await send(registry.url, { method })).status).toBe(302);
    expect(other.seen).toEqual([]);
  });

  test('a circle ends', async () => {
    const registry = await leadTo(307, '/start');
    await expect(send(registry.url)).rejects.toThrow('redirected more than 5 times');
    expect(registry.seen).toHaveLength(6);
  });

  test.each(['http://169.254.169.254/latest/meta-data/', 'ftp://127.0.0.1/x', 'http://user:pass@127.0.0.1/x'])(
    '%s is not asked',
    async (location) => {
      const registry = await leadTo(307, location);
      await expect(send(registry.url)).rejects.toThrow(/so it is not followed/);
    },
  );
});
