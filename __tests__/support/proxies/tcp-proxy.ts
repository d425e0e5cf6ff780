import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** One client's connection through a proxy. */
export interface Connection {
  /** Ends both sides with a reset. */
  cut(): void;
}

/** What a proxy does with bytes before it hands them on; a promise holds them back. */
export interface Shaping {
  /** From the client. */
  up?(bytes: Buffer, connection: Connection): Promise<void> | void;
  /** From the server. */
  down?(bytes: Buffer, connection: Connection): Promise<void> | void;
}

export interface TcpProxy {
  /** `http://127.0.0.1:40000` */
  readonly origin: string;
  /** `127.0.0.1:40000` */
  readonly host: string;
  /** Bytes that came from clients, requests and bodies together. */
  readonly bytesUp: number;
  readonly connections: number;
  close(): Promise<void>;
}

/** Passes connections on to the server at `target` (an origin), shaped. */
export async function startTcpProxy(target: string, shaping: Shaping): Promise<TcpProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const count = { bytesUp: 0, connections: 0 };
  const server = createServer({ pauseOnConnect: true }, (client) => {
    count.connections += 1;
    const upstream = connect(Number(port), hostname);
    const connection = {
      cut() {
        client.resetAndDestroy();
        upstream.resetAndDestroy();
      },
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      socket.on('error', () => connection.cut());
    }
    void pass(client, upstream, (bytes) => {
      count.bytesUp += bytes.length;
      return shaping.up?.(bytes, connection);
    });
    void pass(upstream, client, (bytes) => shaping.down?.(bytes, connection));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin: `http://${host}`,
    host,
    get bytesUp() {
      return count.bytesUp;
    },
    get connections() {
      return count.connections;
    },
    close: () => closeAll(server, sockets),
  };
}

async function pass(from: Socket, to: Socket, shape: (bytes: Buffer) => Promise<void> | void): Promise<void> {
  try {
    for await (const bytes of from) {
      await shape(bytes as Buffer);
      if (to.destroyed) return;
      if (!to.write(bytes as Buffer)) await drained(to);
    }
    to.end();
  } catch {
    to.destroy();
  }
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      socket.off('drain', done).off('close', done);
      resolve();
    };
    socket.on('drain', done).on('close', done);
  });
}

async function closeAll(server: Server, sockets: Iterable<Socket>): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  for (const socket of sockets) socket.destroy();
  await closed;
}
