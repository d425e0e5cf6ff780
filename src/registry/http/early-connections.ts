import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import type { AddressGuard } from './address-guard.ts';

/** A connection that nobody has taken yet. */
interface Opened {
  readonly origin: string;
  readonly namedBy: string | undefined;
  readonly socket: TLSSocket;
}

/**
 * TLS connections to registries that the user named, and to the token servers that these are known to name, opened before
 * there is a request to send, while other work is done: that hides two round trips. Each is handed out once, and only for
 * the exact origin that it was opened for. One that failed is never heard of: whoever needs a connection then opens one,
 * and gets the reason.
 */
export class EarlyConnections {
  /** Looks up the hosts of these connections, and is to look up those that follow. */
  readonly guard: AddressGuard;
  readonly #timeout: number;
  /** Those that the user named. */
  readonly #origins = new Set<string>();
  readonly #opened = new Set<Opened>();

  /** @param timeout milliseconds for a connection to be made */
  constructor(guard: AddressGuard, timeout: number) {
    this.guard = guard;
    this.#timeout = timeout;
  }

  /**
   * Begins to connect to an origin, unless it speaks plain HTTP.
   * @param namedBy the host whose word it is that this origin is asked; undefined where it is the user's
   */
  open(origin: URL, namedBy?: string): void {
    if (origin.protocol !== 'https:') return;
    if (namedBy === undefined) this.#origins.add(origin.origin);
    const opened = { origin: origin.origin, namedBy, socket: this.#connect(origin, namedBy) };
    this.#opened.add(opened);
    opened.socket.once('close', () => this.#opened.delete(opened));
  }

  /** So many more for each origin that the user named: uploads go side by side. */
  openMore(count: number): void {
    for (const origin of this.#origins) for (let n = 0; n < count; n++) this.open(new URL(origin));
  }

  /** A connection to an origin once it is ready; undefined where there is none. Rejects where it does not come about. */
  take(origin: string, namedBy?: string): Promise<TLSSocket> | undefined {
    const opened = [...this.#opened].find((one) => one.origin === origin && one.namedBy === namedBy);
    if (opened === undefined) return undefined;
    this.#opened.delete(opened);
    return ready(opened.socket.ref());
  }

  /** Ends what nobody took. */
  close(): void {
    for (const { socket } of this.#opened) socket.destroy();
  }

  #connect({ hostname, port }: URL, namedBy: string | undefined): TLSSocket {
    const host = hostname.replace(/^\[|\]$/g, '');
    const servername = isIP(host) === 0 ? { servername: host } : {};
    const lookup = this.guard.lookup(namedBy);
    const socket = connect({ host, port: Number(port || 443), ...servername, lookup, ALPNProtocols: ['http/1.1'] });
    socket
      .setNoDelay(true)
      .setKeepAlive(true, 60_000)
      .setTimeout(this.#timeout, () => socket.destroy())
      .on('error', () => {});
    // An open connection alone is no reason for the process to go on.
    return socket.unref();
  }
}

async function ready(socket: TLSSocket): Promise<TLSSocket> {
  // Node names the protocol once the handshake is over.
  if (socket.alpnProtocol === null) {
    await new Promise<void>((resolve, reject) => {
      socket
        .once('secureConnect', resolve)
        .once('close', () => reject(new Error('The connection could not be established')));
    });
  }
  socket.setTimeout(0);
  if (socket.destroyed || socket.readableEnded) throw new Error('The connection has ended');
  return socket;
}
