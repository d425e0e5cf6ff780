/**
 * A wire between a client and a registry, in a process of its own so that the bench's own work is not measured with it. It
 * holds each answer back for a while, lets request bodies through at a limited rate, and counts. Its parent speaks to it by
 * messages: `count` is answered with the counts since the last time.
 */
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { throttle } from './throttle.ts';
import type { Counts, ProxyMessage } from './wire.ts';

const [, , target = '', latency = '0', bitsPerSecond = '0'] = process.argv;
const [hostname = '', port = ''] = target.split(':');
const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const wire = throttle(Number(bitsPerSecond) / 8);
let counts: Counts = { requests: 0, sentBytes: 0, receivedBytes: 0 };

async function forward(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
  counts = { ...counts, requests: counts.requests + 1 };
  const { method, url: path, headers } = incoming;
  const outgoing = request({ hostname, port, agent, method, path, headers });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.once('response', resolve);
    outgoing.once('error', reject);
  });
  const body = pipeline(incoming, wire, count('sentBytes'), outgoing);
  body.catch(() => outgoing.destroy());
  const response = await answered;
  await sleep(Number(latency));
  answer.writeHead(response.statusCode ?? 502, response.rawHeaders);
  await pipeline(response, count('receivedBytes'), answer);
}

function count(what: 'sentBytes' | 'receivedBytes') {
  return async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      counts = { ...counts, [what]: counts[what] + chunk.length };
      yield chunk;
    }
  };
}

const server = createServer({ requestTimeout: 0 }, (incoming, answer) => {
  forward(incoming, answer).catch(() => answer.destroy());
});
const tell = (message: ProxyMessage) => process.send?.(message);
process.on('message', () => {
  tell({ counts });
  counts = { requests: 0, sentBytes: 0, receivedBytes: 0 };
});
process.on('disconnect', () => process.exit());
server.listen(0, '127.0.0.1', () => tell({ ports: [(server.address() as AddressInfo).port] }));
