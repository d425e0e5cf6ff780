import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Linux gives the ports from 32768 on to connections and to whoever asks for port 0: one of those can be taken in the
 * moment between this look and the server's start, one of these cannot. Above 10080, which fetch refuses. The test files
 * that run at the same time look in different places.
 */
const [FIRST, END, PLACES] = [11_000, 32_768, 8];
const place = Number(process.env.JEST_WORKER_ID ?? 0) % PLACES;
const given = new Set<number>();

/** A port of the loopback address, for a server that cannot choose one and tell which. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + place + PLACES * Math.floor((Math.random() * (END - FIRST)) / PLACES);
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
    server.close();
    await once(server, 'close');
    return true;
  } catch {
    return false;
  }
}
