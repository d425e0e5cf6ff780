import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Dispatcher } from 'undici';
import { createDispatcher } from '../../../src/registry/http/dispatcher.ts';
import type { HttpRequest } from '../../../src/registry/http/message.ts';
import { Target, TrustedOrigin } from '../../../src/registry/http/origin.ts';
import { TrafficCounter } from '../../../src/registry/http/traffic.ts';
import { Transport } from '../../../src/registry/http/transport.ts';
import { keptLog } from '../support/kept-log.ts';

const TIMEOUT = 200;
const THINK = 2000;

describe('time is counted while nothing moves, and not in all', () => {
  let server: Server;
  let dispatcher: Dispatcher;

  beforeEach(() => {
    dispatcher = createDispatcher({ timeout: 1000 });
  });

  afterEach(async () => {
    await dispatcher.destroy();
    server.closeAllConnections();
    server.close();
  });

  async function send(answer: RequestListener, request: Partial<HttpRequest>, signal = new AbortController().signal) {
    server = createServer(answer);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/x`);
    const transport = new Transport(dispatcher, { timeout: TIMEOUT, think: THINK }, new TrafficCounter(), keptLog());
    const target = Target.decide(TrustedOrigin.registry(url), url, undefined) as Target;
    return transport.exchange({ method: 'PUT', headers: {}, ...request, url }, target, signal);
  }

  /** Six pieces, one after another, with these milliseconds between. */
  async function* trickle(pause: number): AsyncGenerator<Uint8Array> {
    for (let piece = 0; piece < 6; piece += 1) {
      await delay(pause);
      yield Buffer.alloc(10);
    }
  }

  const late: RequestListener = (request, response) => {
    request.resume().on('end', () => setTimeout(() => response.end(), 3 * TIMEOUT));
  };

  test('a registry may think after the last byte of a blob', async () => {
    const body = { open: () => trickle(1) };
    expect(await send(late, { body, endsBlob: true })).toMatchObject({ status: 200, sent: 60 });
  });

  test('after anything else it may not', async () => {
    await expect(send(late, { body: { open: () => trickle(1) } })).rejects.toMatchObject({ problem: 'timeout' });
  });

  test('a body that takes long to be made is waited for', async () => {
    const prompt: RequestListener = (request, response) => void request.resume().on('end', () => response.end());
    expect(await send(prompt, { body: { open: () => trickle(1.5 * TIMEOUT) } })).toMatchObject({ status: 200 });
  });

  test('an answer that trickles is read to its end, and one that stops is not waited for', async () => {
    const trickling: RequestListener = async (_, response) => {
      for await (const piece of trickle(TIMEOUT / 2)) response.write(piece);
      response.end();
    };
    expect((await send(trickling, { method: 'GET' })).body).toHaveLength(60);
    server.close();
    const stopping: RequestListener = (_, response) => void response.write('half');
    await expect(send(stopping, { method: 'GET' })).rejects.toMatchObject({ problem: 'timeout' });
  });

  test.each([200, 500])('an answer (%i) that trickles without end is not waited for', async (status) => {
    let pieces = 0;
    const endless: RequestListener = async (_, response) => {
      response.writeHead(status);
      for (; !response.destroyed; pieces += 1) {
        response.write('x');
        await delay(TIMEOUT / 10);
      }
    };
    await expect(send(endless, { method: 'GET' })).rejects.toMatchObject({
      problem: 'timeout',
      message: expect.stringMatching(/^the answer was still incomplete after 1 seconds/),
    });
    // It moved, and was not ended as silence would have been.
    expect(pieces).toBeGreaterThan(1);
  });

  test('what arrived while this process itself was held up is no silence', async () => {
    const holdUp = (milliseconds: number) => {
      const end = performance.now() + milliseconds;
      while (performance.now() < end);
    };
    const prompt: RequestListener = (_, response) => {
      response.write('half');
      // By then the client waits for more, which is there long before it can look: timers come first.
      const rest = () => {
        response.end('half');
        holdUp(2 * TIMEOUT);
      };
      setTimeout(() => setImmediate(rest), TIMEOUT / 4);
    };
    expect((await send(prompt, { method: 'GET' })).body.toString()).toBe('halfhalf');
  });

  test('what the kernel swallowed at once may take its time to arrive', async () => {
    const slow: RequestListener = (request, response) => {
      setTimeout(() => request.resume().on('end', () => response.end()), 3 * TIMEOUT);
    };
    const open = async function* () {
      yield Buffer.alloc(1024 * 1024);
    };
    expect(await send(slow, { method: 'PATCH', body: { length: 1024 * 1024, open } })).toMatchObject({ status: 200 });
    server.close();
    expect(await send(slow, { method: 'PUT', body: Buffer.alloc(1024 * 1024) })).toMatchObject({ status: 200 });
  });

  test('an answer before the end of the body counts', async () => {
    const refusing: RequestListener = (_, response) => void response.writeHead(413).end('too large');
    const answer = await send(refusing, { body: { open: () => trickle(TIMEOUT / 2) } });
    expect(answer).toMatchObject({ status: 413 });
    expect(answer.sent).toBeLessThan(60);
  });

  test('what cannot be made is no fault of the registry', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.alloc(10);
      throw new Error('the disk is gone');
    }
    await expect(send(late, { body: { open: broken } })).rejects.toThrow('the disk is gone');
  });

  test('an error without end is read to 64 KiB', async () => {
    const endless: RequestListener = async (_, response) => {
      response.writeHead(500);
      while (!response.destroyed) if (!response.write(Buffer.alloc(16_384))) await delay(1);
    };
    expect(await send(endless, { method: 'GET' })).toMatchObject({ truncated: true, body: { length: 64 * 1024 } });
  });

  test('a cancelled run ends a request at once', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    const silent: RequestListener = () => {};
    await expect(send(silent, { method: 'GET' }, controller.signal)).rejects.toMatchObject({ code: 'cancelled' });
  });
});
