import type { Socket } from 'node:net';
import { buildConnector, Pool } from 'undici';
import { InterimAnswers } from './interim-answers.ts';

/** A connection to an origin that was opened before; undefined where there is none. */
export type TakeEarly = (origin: string) => Promise<Socket> | undefined;

/**
 * The connections to one origin, direct or through a proxy. They can be read where undici 7 would give up: without the
 * `100 Continue` that nobody asked for, and with the reason that TLS gives for an end.
 */
export function registryPool(origin: string | URL, options: Pool.Options, takeEarly?: TakeEarly): Pool {
  const { connect } = options;
  const made = typeof connect === 'function' ? connect : buildConnector({ ...connect });
  return new Pool(origin, { ...options, connect: withReadableSockets(earlyFirst(new URL(origin), takeEarly, made)) });
}

function earlyFirst(
  { origin }: URL,
  takeEarly: TakeEarly | undefined,
  connect: buildConnector.connector,
): buildConnector.connector {
  return (wanted, callback) => {
    const opened = takeEarly?.(origin);
    if (opened === undefined) return connect(wanted, callback);
    const late = () => connect(wanted, callback);
    opened.then((socket) => callback(null, socket), late);
  };
}

function withReadableSockets(connect: buildConnector.connector): buildConnector.connector {
  return (wanted, callback) =>
    connect(wanted, (...made) => {
      // An error comes alone.
      if (made[1]) {
        skipInterimAnswers(made[1]);
        keepReason(made[1]);
      }
      callback(...made);
    });
}

/** A server may send `100 Continue` at any time (https://www.rfc-editor.org/rfc/rfc9110#section-15.2.1), and undici ends the connection. */
function skipInterimAnswers(socket: Socket): void {
  const answers = new InterimAnswers();
  const read = socket.read.bind(socket);
  const write: (...given: unknown[]) => boolean = socket.write.bind(socket) as never;
  Object.assign(socket, {
    read(size?: number): Buffer | null {
      for (let bytes: Buffer | null = read(size); bytes !== null; bytes = read(size)) {
        const rest = answers.without(bytes);
        if (rest.length > 0) return rest;
      }
      return null;
    },
    write(...given: unknown[]): boolean {
      // undici writes the head of a request as a string, and its body as bytes.
      if (typeof given[0] === 'string') answers.expect();
      return write(...given);
    },
  });
}

/** TLS 1.3 says that it wants a certificate after the handshake; undici forgets that for the end of the stream that follows. */
function keepReason(socket: Socket): void {
  socket.once('error', (error) => socket.destroy(error));
}
