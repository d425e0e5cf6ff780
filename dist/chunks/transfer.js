// src/run/transfer.ts
var TransferCount = class {
  #open = /* @__PURE__ */ new Set();
  #sent;
  #done = 0;
  /** @param sent bytes that have gone to all registries so far */
  constructor(sent) {
    this.#sent = sent;
  }
  get current() {
    const sent = this.#sent();
    const open = [...this.#open].reduce((sum, blob) => sum + (blob.known()?.size ?? blob.sizeLimit), this.#done);
    return { sent, total: Math.max(sent, open) };
  }
  /** The same connection, whose blobs are counted. What a registry has already counts for nothing. */
  counted(connection) {
    return { client: this.#client(connection.client), clientFor: (path) => this.#client(connection.clientFor(path)) };
  }
  /** Blobs are counted; all else is the client's own. */
  #client(client) {
    const pushBlob = async (blob, options) => {
      this.#open.add(blob);
      try {
        const outcome = await client.pushBlob(blob, options);
        if (outcome.result === "sent") this.#done += outcome.descriptor.size;
        return outcome;
      } finally {
        this.#open.delete(blob);
      }
    };
    return new Proxy(client, {
      get: (target, name) => {
        const value = name === "pushBlob" ? pushBlob : Reflect.get(target, name);
        return typeof value === "function" ? value.bind(target) : value;
      }
    });
  }
};

export {
  TransferCount
};
