import {
  mayLead,
  reachOf
} from "./address.js";

// src/registry/http/address-guard.ts
var ForbiddenAddress = class extends Error {
  name = "ForbiddenAddress";
};
var AddressGuard = class {
  #resolve;
  /** Where the hosts that the user named were when they were first asked. */
  #reaches = /* @__PURE__ */ new Map();
  constructor(resolve) {
    this.#resolve = resolve;
  }
  /** The `lookup` of connections to hosts that `namedBy` named; undefined where the user did. */
  lookup(namedBy) {
    return (hostname, options, callback) => {
      this.#resolve(hostname, { ...options, all: true }, (error, found) => {
        if (error !== null) return callback(error, []);
        const allowed = found.filter(({ address }) => this.#mayConnect(hostname, found, reachOf(address), namedBy));
        const [first] = allowed;
        if (first === void 0) return callback(forbidden(hostname, found), []);
        if (options.all === true) callback(null, allowed);
        else callback(null, first.address, first.family);
      });
    };
  }
  #mayConnect(hostname, found, to, namedBy) {
    if (namedBy === void 0 && !this.#reaches.has(hostname) && found.length > 0) {
      this.#reaches.set(hostname, [...new Set(found.map(({ address }) => reachOf(address)))]);
    }
    const namer = namedBy ?? hostname;
    const from = this.#reaches.get(namer) ?? [reachOf(namer)];
    if (hostname === namer && from.includes(to)) return true;
    return from.every((reach) => mayLead(reach, to));
  }
};
function forbidden(hostname, [first]) {
  if (first === void 0) return new ForbiddenAddress(`${hostname} has no address`);
  return new ForbiddenAddress(`${hostname} leads to a ${reachOf(first.address)} address, ${first.address}`);
}

export {
  ForbiddenAddress,
  AddressGuard
};
