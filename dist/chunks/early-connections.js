import { isIP } from './start.js';
import { __require } from './boot.js';

// builtin:node:tls
var builtin = __require("node:tls");
var connect = /* @__PURE__ */ (() => builtin.connect)();

// src/registry/http/early-connections.ts
var EarlyConnections = class {
  /** Looks up the hosts of these connections, and is to look up those that follow. */
  guard;
  #timeout;
  /** Those that the user named. */
  #origins = /* @__PURE__ */ new Set();
  #opened = /* @__PURE__ */ new Set();
  /** @param timeout milliseconds for a connection to be made */
  constructor(guard, timeout) {
    this.guard = guard;
    this.#timeout = timeout;
  }
  /**
   * Begins to connect to an origin, unless it speaks plain HTTP.
   * @param namedBy the host whose word it is that this origin is asked; undefined where it is the user's
   */
  open(origin, namedBy) {
    if (origin.protocol !== "https:") return;
    if (namedBy === void 0) this.#origins.add(origin.origin);
    const opened = { origin: origin.origin, namedBy, socket: this.#connect(origin, namedBy) };
    this.#opened.add(opened);
    opened.socket.once("close", () => this.#opened.delete(opened));
  }
  /** So many more for each origin that the user named: uploads go side by side. */
  openMore(count) {
    for (const origin of this.#origins) for (let n = 0; n < count; n++) this.open(new URL(origin));
  }
  /** A connection to an origin once it is ready; undefined where there is none. Rejects where it does not come about. */
  take(origin, namedBy) {
    const opened = [...this.#opened].find((one) => one.origin === origin && one.namedBy === namedBy);
    if (opened === void 0) return void 0;
    this.#opened.delete(opened);
    return ready(opened.socket.ref());
  }
  /** Ends what nobody took. */
  close() {
    for (const { socket } of this.#opened) socket.destroy();
  }
  #connect({ hostname, port }, namedBy) {
    const host = hostname.replace(/^\[|\]$/g, "");
    const servername = isIP(host) === 0 ? { servername: host } : {};
    const lookup = this.guard.lookup(namedBy);
    const socket = connect({ host, port: Number(port || 443), ...servername, lookup, ALPNProtocols: ["http/1.1"] });
    socket.setNoDelay(true).setKeepAlive(true, 6e4).setTimeout(this.#timeout, () => socket.destroy()).on("error", () => {
    });
    return socket.unref();
  }
};
async function ready(socket) {
  if (socket.alpnProtocol === null) {
    await new Promise((resolve, reject) => {
      socket.once("secureConnect", resolve).once("close", () => reject(new Error("The connection could not be established")));
    });
  }
  socket.setTimeout(0);
  if (socket.destroyed || socket.readableEnded) throw new Error("The connection has ended");
  return socket;
}

export { EarlyConnections };
