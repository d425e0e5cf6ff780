import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** An HTTP server whose port can be closed and opened again, and whose connections can be cut. */
export class Listener {
  readonly #server: Server;
  readonly #host: string;
  readonly #sockets = new Set<Socket>();
  #port: number;
  #closed = false;

  constructor(host: string, port: number, onRequest: RequestListener) {
    this.#host = host;
    this.#port = port;
    // Uploads may take as long as they take.
    this.#server = createServer({ requestTimeout: 0, headersTimeout: 0, keepAliveTimeout: 60_000 }, onRequest);
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      socket.on('error', () => socket.destroy());
    });
  }

  get origin(): string {
    const host = this.#host.includes(':') ? `[${this.#host}]` : this.#host;
    return `http://${host}:${this.#port}`;
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.#port, this.#host, resolve);
    });
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  cut(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  /** Connections are refused until then; the port stays the same. */
  refuseUntil(end: Promise<void>): void {
    this.#server.close();
    void end.then(() => this.#listenAgain());
  }

  /** Meanwhile the system may have given the port to a connection of somebody else, which ends. */
  async #listenAgain(): Promise<void> {
    while (!this.#closed) {
      try {
        return await this.listen();
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
        await delay(20);
      }
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (!this.#server.listening) return this.cut();
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}
