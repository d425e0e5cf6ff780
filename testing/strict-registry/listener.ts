import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { refuseUntil } from '../refuse-until.ts';

/** An HTTP server whose port can be closed and opened again, and whose connections can be cut. */
export class Listener {
  readonly #server: Server;
  readonly #host: string;
  readonly #sockets = new Set<Socket>();
  readonly #closing: Promise<void>;
  #startClosing: () => void = () => {};
  #back: Promise<void> = Promise.resolve();
  #port: number;

  constructor(host: string, port: number, onRequest: RequestListener) {
    this.#host = host;
    this.#port = port;
    this.#closing = new Promise((resolve) => {
      this.#startClosing = resolve;
    });
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

  /** Connections are refused until then; the port stays the same, and nobody else gets it. */
  refuseUntil(end: Promise<void>): void {
    this.#back = refuseUntil(this.#server, Promise.race([end, this.#closing]));
  }

  async close(): Promise<void> {
    this.#startClosing();
    await this.#back;
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}
