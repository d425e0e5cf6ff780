import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import { type AddressInfo, connect as connectTo, type Socket } from 'node:net';

export interface ForwardProxy {
  readonly url: string;
  /** `CONNECT registry.test:80`, `PUT http://registry.test/v2/…` */
  readonly seen: string[];
  /** `Proxy-Authorization` of the tunnels that were asked for with one. */
  readonly logins: string[];
  close(): void;
}

/** A proxy as companies have them: tunnels, and plain requests with a whole URL. Every name leads to `target`; `tunnel` is its answer to CONNECT. */
export async function startForwardProxy(target: string, tunnel = 200): Promise<ForwardProxy> {
  const seen: string[] = [];
  const logins: string[] = [];
  const { hostname, port } = new URL(target);
  const server: Server = createServer((incoming: IncomingMessage, response) => {
    seen.push(`${incoming.method} ${incoming.url?.split('?')[0]}`);
    if (tunnel === 407) {
      response.writeHead(407).end();
      return;
    }
    const { pathname, search } = new URL(incoming.url ?? '');
    const { method = '', headers } = incoming;
    const outgoing = request({ hostname, port, method, path: pathname + search, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(response);
    });
    outgoing.on('continue', () => response.writeContinue());
    incoming.pipe(outgoing);
  });
  server.on('connect', (incoming: IncomingMessage, socket: Socket) => {
    seen.push(`CONNECT ${incoming.url}`);
    const login = incoming.headers['proxy-authorization'];
    if (login !== undefined) logins.push(login);
    socket.on('error', () => socket.destroy());
    if (tunnel !== 200) {
      socket.end(`HTTP/1.1 ${tunnel} No\r\n\r\n`);
      return;
    }
    const inside = connectTo(Number(port), hostname, () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
    inside.on('error', () => socket.destroy());
    socket.pipe(inside).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen, logins, close };
}
