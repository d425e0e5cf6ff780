import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface HttpProxy {
  readonly origin: string;
  readonly host: string;
  close(): Promise<void>;
}

/** Answers a request itself (true), or leaves it to be passed on. */
export type Gate = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Looks at the bytes of a body as they pass; throws to give the request up. */
export type BodyGate = (bytesSoFar: number) => void;

/** Passes requests on to the server at `target` (an origin), with the Host that the client named, as gateways do. */
export async function startHttpProxy(
  target: string,
  gate: Gate,
  onBody: (response: ServerResponse) => BodyGate = () => () => {},
): Promise<HttpProxy & { readonly server: Server }> {
  const server = createServer({ requestTimeout: 0 }, (received, response) => {
    if (gate(received, response)) return;
    forward(target, received, response, onBody(response)).catch(() => {
      if (!response.headersSent) response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin: `http://${host}`, host, server, close: () => closeServer(server) };
}

async function forward(
  target: string,
  received: IncomingMessage,
  response: ServerResponse,
  onBody: BodyGate,
): Promise<void> {
  const { method = '', headers, url = '' } = received;
  const sent = request(target + url, { method, headers, agent: false });
  const answered = new Promise<IncomingMessage>((resolve, reject) => sent.on('response', resolve).on('error', reject));
  const [answer] = await Promise.all([answered, pipeline(received, counting(onBody), sent)]);
  response.writeHead(answer.statusCode ?? 502, answer.headers);
  await pipeline(answer, response);
}

function counting(onBody: BodyGate): Transform {
  let total = 0;
  return new Transform({
    transform(bytes: Buffer, _encoding, done) {
      total += bytes.length;
      try {
        onBody(total);
        done(null, bytes);
      } catch (error) {
        done(error as Error);
      }
    },
  });
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
