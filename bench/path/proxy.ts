/**
 * A path to registries in a process of its own: it passes the bytes of TCP connections on, as late and as slowly as the
 * profile says, and sees nothing of what is in them. Its parent speaks to it as to bench/proxy.ts; for `requests` it counts
 * connections, since TLS hides the rest.
 */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { Counts, ProxyMessage } from '../wire.ts';
import { Flow, Link } from './flow.ts';
import type { PathProfile } from './profiles.ts';

const [, , targets = '', text = '{}'] = process.argv;
const { roundTrip, bandwidth, cut } = JSON.parse(text) as PathProfile;
const there = new Link(bandwidth);
const back = new Link(bandwidth);
/** A connection that is cut is cut within so many bytes. */
const CUT_WITHIN = 8 * 1024 * 1024;
const NOTHING: Counts = { requests: 0, connections: 0, sentBytes: 0, receivedBytes: 0 };
let counts = NOTHING;

function join(client: Socket, target: string): void {
  const [hostname = '', port = ''] = target.split(':');
  counts = { ...counts, connections: (counts.connections ?? 0) + 1 };
  const registry = connect({ host: hostname, port: Number(port), noDelay: true, allowHalfOpen: true });
  let left = Math.random() < cut ? Math.random() * CUT_WITHIN : Number.POSITIVE_INFINITY;
  const sent = (bytes: number) => {
    counts = { ...counts, sentBytes: counts.sentBytes + bytes };
    left -= bytes;
    if (left < 0) client.resetAndDestroy();
  };
  const received = (bytes: number) => {
    counts = { ...counts, receivedBytes: counts.receivedBytes + bytes };
  };
  // The kernel has answered already; the round trip that it would have taken is paid by the first byte.
  const flows = [
    new Flow(client, registry, { link: there, roundTrip, opening: roundTrip }, sent),
    new Flow(registry, client, { link: back, roundTrip, opening: 0 }, received),
  ];
  for (const socket of [client, registry]) {
    socket.on('error', () => {});
    socket.on('close', () => {
      for (const flow of flows) flow.close();
      client.destroy();
      registry.destroy();
    });
  }
}

async function listen(target: string): Promise<number> {
  const server = createServer({ noDelay: true, allowHalfOpen: true }, (client) => join(client, target));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return (server.address() as AddressInfo).port;
}

const send = (message: ProxyMessage) => process.send?.(message);
process.on('message', () => {
  send({ counts });
  counts = NOTHING;
});
process.on('disconnect', () => process.exit());
send({ ports: await Promise.all(targets.split(',').map(listen)) });
