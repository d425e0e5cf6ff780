import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterEach, expect, test } from '@jest/globals';
import { Flow, Link, Timeline } from '../../bench/path/flow.ts';
import { describeProfile, PROFILES } from '../../bench/path/profiles.ts';

const closing: (() => void)[] = [];

afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** Both ends of a TCP connection. */
async function pair(): Promise<[Socket, Socket]> {
  const server = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const near = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', allowHalfOpen: true });
  const [far] = (await once(server, 'connection')) as [Socket];
  server.close();
  closing.push(
    () => near.destroy(),
    () => far.destroy(),
  );
  return [near, far];
}

test('all bytes arrive as they were sent, and their end after them', async () => {
  const [client, entrance] = await pair();
  const [exit, registry] = await pair();
  const sent: number[] = [];
  new Flow(entrance, exit, { link: new Link(1e9), roundTrip: 2, opening: 2 }, (bytes) => sent.push(bytes));
  const content = randomBytes(3_000_000);
  client.end(content);
  expect((await buffer(registry)).equals(content)).toBe(true);
  expect(sent.reduce((sum, bytes) => sum + bytes)).toBe(content.length);
});

test('a connection begins with ten segments, and waits for their acknowledgement', async () => {
  const [client, entrance] = await pair();
  const [exit, registry] = await pair();
  let sent = 0;
  const wire = { link: new Link(1e9), roundTrip: 400, opening: 0 };
  const flow = new Flow(entrance, exit, wire, (bytes) => {
    sent += bytes;
  });
  client.write(randomBytes(100_000));
  await once(registry, 'data');
  expect(sent).toBe(14_600);
  flow.close();
});

test('what all connections send leaves one after the other', () => {
  const link = new Link(8_000_000);
  const first = link.take(10_000);
  expect(link.take(5_000) - first).toBeCloseTo(5, 5);
  expect(link.capacity(40)).toBe(40_000);
});

test('things run in the order in which they were put in', async () => {
  const timeline = new Timeline();
  const seen: number[] = [];
  const now = performance.now();
  await new Promise<void>((resolve) => {
    for (const n of [0, 1, 2, 3]) timeline.add(now + n * 0.7, () => seen.push(n));
    timeline.add(now + 3, resolve);
  });
  expect(seen).toEqual([0, 1, 2, 3]);
});

test('a profile says what it is', () => {
  expect(PROFILES.map(describeProfile).slice(2, 5)).toEqual([
    '40 ms, 200 Mbit/s',
    '80 ms, 20 Mbit/s',
    '5 ms, 2 Gbit/s, 1 % of connections cut',
  ]);
});
