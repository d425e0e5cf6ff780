import type { LookupAddress, LookupAllOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { mayLead, type Reach, reachOf } from './address.ts';

/** `dns.lookup` for all addresses of a name. */
export type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** A name leads to where its host must not be asked. */
export class ForbiddenAddress extends Error {
  override readonly name = 'ForbiddenAddress';
}

/**
 * Looks names up for the connections of a run, and hands out only addresses that may be connected to: the address that was
 * checked is the one that is used, so a name server that gives another answer the second time changes nothing.
 */
export class AddressGuard {
  readonly #resolve: Resolve;
  /** Where the hosts that the user named were when they were first asked. */
  readonly #reaches = new Map<string, readonly Reach[]>();

  constructor(resolve: Resolve) {
    this.#resolve = resolve;
  }

  /** The `lookup` of connections to hosts that `namedBy` named; undefined where the user did. */
  lookup(namedBy: string | undefined): LookupFunction {
    return (hostname, options, callback) => {
      this.#resolve(hostname, { ...options, all: true }, (error, found) => {
        if (error !== null) return callback(error, []);
        const allowed = found.filter(({ address }) => this.#mayConnect(hostname, found, reachOf(address), namedBy));
        const [first] = allowed;
        if (first === undefined) return callback(forbidden(hostname, found), []);
        if (options.all === true) callback(null, allowed);
        else callback(null, first.address, first.family);
      });
    };
  }

  #mayConnect(hostname: string, found: readonly LookupAddress[], to: Reach, namedBy: string | undefined): boolean {
    if (namedBy === undefined && !this.#reaches.has(hostname) && found.length > 0) {
      this.#reaches.set(hostname, [...new Set(found.map(({ address }) => reachOf(address)))]);
    }
    const namer = namedBy ?? hostname;
    const from = this.#reaches.get(namer) ?? [reachOf(namer)];
    if (hostname === namer && from.includes(to)) return true;
    // A host with a public address is where everybody is, whatever else its name server says.
    return from.every((reach) => mayLead(reach, to));
  }
}

function forbidden(hostname: string, [first]: readonly LookupAddress[]): ForbiddenAddress {
  if (first === undefined) return new ForbiddenAddress(`${hostname} has no address`);
  return new ForbiddenAddress(`${hostname} leads to a ${reachOf(first.address)} address, ${first.address}`);
}
