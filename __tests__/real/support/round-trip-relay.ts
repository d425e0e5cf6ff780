import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Milliseconds between two departures: long enough for either side to answer what came with the one before. */
const STEP = 60;

export interface RoundTripRelay {
  readonly port: number;
  readonly connections: number;
  /** Round trips since the last call, begun ones included. A connection that is opened takes one before its first byte. */
  count(): number;
  close(): void;
}

/**
 * Passes TCP connections on in steps: everything that clients said since the last step leaves at once, and so do the
 * answers, one step later. So the steps count what a path makes a client wait for, and no clock does.
 */
export async function startRoundTripRelay(target: number): Promise<RoundTripRelay> {
  const waiting = { out: [] as (() => void)[], back: [] as (() => void)[] };
  const sockets = new Set<Socket>();
  let trips = 0;
  let connections = 0;
  const pass = (from: Socket, to: Socket, line: (() => void)[]) => {
    from.on('data', (bytes) => void line.push(() => to.write(bytes)));
    from.on('error', () => {}).on('close', () => to.destroy());
    sockets.add(from);
  };
  const server = createServer((client) => {
    connections += 1;
    const registry = connect(target, '127.0.0.1');
    pass(registry, client, waiting.back);
    // The kernel has answered already: what the client says first waits for the trip that opens the connection.
    client.pause();
    waiting.out.push(() => void waiting.back.push(() => client.resume()));
    pass(client, registry, waiting.out);
    client.pause();
  });
  const step = () => {
    if (waiting.out.length > 0) trips += 1;
    for (const run of waiting.out.splice(0)) run();
    setTimeout(() => {
      for (const run of waiting.back.splice(0)) run();
    }, STEP / 2);
  };
  const timer = setInterval(step, STEP);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    get connections() {
      return connections;
    },
    count: () => {
      const counted = trips;
      trips = 0;
      return counted;
    },
    close: () => {
      clearInterval(timer);
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
