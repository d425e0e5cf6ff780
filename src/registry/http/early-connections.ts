import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import type { AddressGuard } from './address-guard.ts';

/**
 * TLS connections to registries that the user named, opened before there is a request to send, while other work is done:
 * that hides two round trips. Each is handed out once, and only for the exact origin that it was opened for. One that
 * failed is never heard of: whoever needs a connection then opens one, and gets the reason.
 */
export class EarlyConnections {
  /** Looks up the hosts of these connections, and is to look up those that follow. */
  readonly guard: AddressGuard;
  readonly #timeout: number;
  readonly #opened = new Map<string, TLSSocket[]>();

  /** @param timeout milliseconds for a connection to be made */
  constructor(guard: AddressGuard, timeout: number) {
    this.guard = guard;
    this.#timeout = timeout;
  }

  /** Begins to connect to an origin that the user named, unless it speaks plain HTTP. */
  open(origin: URL): void {
    if (origin.protocol !== 'https:') return;
    const opened = this.#at(origin.origin);
    this.#opened.set(origin.origin, opened);
    opened.push(this.#connect(origin, opened));
  }

  /** So many more for each origin: uploads go side by side. */
  openMore(count: number): void {
    for (const origin of this.#opened.keys()) for (let n = 0; n < count; n++) this.open(new URL(origin));
  }

  /** A connection to an origin once it is ready; undefined where there is none. Rejects where it does not come about. */
  take(origin: string): Promise<TLSSocket> | undefined {
    const socket = this.#at(origin).shift();
    socket?.ref();
    return socket && ready(socket);
  }

  /** Ends what nobody took. */
  close(): void {
    for (const socket of [...this.#opened.values()].flat()) socket.destroy();
  }

  #at(origin: string): TLSSocket[] {
    return this.#opened.get(origin) ?? [];
  }

  #connect({ hostname, port }: URL, opened: TLSSocket[]): TLSSocket {
    const host = hostname.replace(/^\[|\]$/g, '');
    const servername = isIP(host) === 0 ? { servername: host } : {};
    const lookup = this.guard.lookup(undefined);
    const socket = connect({ host, port: Number(port || 443), ...servername, lookup, ALPNProtocols: ['http/1.1'] });
    socket
      .setNoDelay(true)
      .setKeepAlive(true, 60_000)
      .setTimeout(this.#timeout, () => socket.destroy());
    socket
      .on('error', () => {})
      .once('close', () => {
        if (opened.includes(socket)) opened.splice(opened.indexOf(socket), 1);
      });
    // An open connection alone is no reason for the process to go on.
    return socket.unref();
  }
}

async function ready(socket: TLSSocket): Promise<TLSSocket> {
  // Node names the protocol once the handshake is over.
  if (socket.alpnProtocol === null) {
    await new Promise<void>((resolve, reject) => {
      socket.once('secureConnect', resolve).once('close', () => reject(new Error('The connection did not come about')));
    });
  }
  socket.setTimeout(0);
  if (socket.destroyed || socket.readableEnded) throw new Error('The connection has ended');
  return socket;
}
