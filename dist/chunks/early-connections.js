import {
  isIP
} from "./builtin-node-net.js";
import {
  __require
} from "./shared.js";

// builtin:node:tls
var builtin = __require("node:tls");
var connect = /* @__PURE__ */ (() => builtin.connect)();

// src/registry/http/early-connections.ts
var EarlyConnections = class {
  /** Looks up the hosts of these connections, and is to look up those that follow. */
  guard;
  #timeout;
  #opened = /* @__PURE__ */ new Map();
  /** @param timeout milliseconds for a connection to be made */
  constructor(guard, timeout) {
    this.guard = guard;
    this.#timeout = timeout;
  }
  /** Begins to connect to an origin that the user named, unless it speaks plain HTTP. */
  open(origin) {
    if (origin.protocol !== "https:") return;
    const opened = this.#at(origin.origin);
    this.#opened.set(origin.origin, opened);
    opened.push(this.#connect(origin, opened));
  }
  /** So many more for each origin: uploads go side by side. */
  openMore(count) {
    for (const origin of this.#opened.keys()) for (let n = 0; n < count; n++) this.open(new URL(origin));
  }
  /** A connection to an origin once it is ready; undefined where there is none. Rejects where it does not come about. */
  take(origin) {
    const socket = this.#at(origin).shift();
    socket?.ref();
    return socket && ready(socket);
  }
  /** Ends what nobody took. */
  close() {
    for (const socket of [...this.#opened.values()].flat()) socket.destroy();
  }
  #at(origin) {
    return this.#opened.get(origin) ?? [];
  }
  #connect({ hostname, port }, opened) {
    const host = hostname.replace(/^\[|\]$/g, "");
    const servername = isIP(host) === 0 ? { servername: host } : {};
    const lookup = this.guard.lookup(void 0);
    const socket = connect({ host, port: Number(port || 443), ...servername, lookup, ALPNProtocols: ["http/1.1"] });
    socket.setNoDelay(true).setKeepAlive(true, 6e4).setTimeout(this.#timeout, () => socket.destroy());
    socket.on("error", () => {
    }).once("close", () => {
      if (opened.includes(socket)) opened.splice(opened.indexOf(socket), 1);
    });
    return socket.unref();
  }
};
async function ready(socket) {
  if (socket.alpnProtocol === null) {
    await new Promise((resolve, reject) => {
      socket.once("secureConnect", resolve).once("close", () => reject(new Error("The connection did not come about")));
    });
  }
  socket.setTimeout(0);
  if (socket.destroyed || socket.readableEnded) throw new Error("The connection has ended");
  return socket;
}
export {
  EarlyConnections
};
