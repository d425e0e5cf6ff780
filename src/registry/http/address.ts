import { BlockList, isIP } from 'node:net';

/** Where an address leads: to this machine, to a network that is nobody else's business, or out. */
export type Reach = 'loopback' | 'link-local' | 'private' | 'public';

/** https://www.iana.org/assignments/iana-ipv4-special-registry and the IPv6 one; link-local holds the metadata services of the clouds. */
const RANGES: readonly (readonly [Reach, string, number])[] = [
  ['loopback', '127.0.0.0', 8],
  ['loopback', '::1', 128],
  ['link-local', '169.254.0.0', 16],
  ['link-local', 'fe80::', 10],
  ['private', '0.0.0.0', 8],
  ['private', '10.0.0.0', 8],
  ['private', '100.64.0.0', 10],
  ['private', '172.16.0.0', 12],
  ['private', '192.168.0.0', 16],
  ['private', '224.0.0.0', 3],
  ['private', '::', 128],
  ['private', 'fc00::', 7],
  ['private', 'ff00::', 8],
];

/** The reach of a host as a URL names it; a name other than `localhost` is taken as public, since nothing is looked up. */
export function reachOf(hostname: string): Reach {
  const host = hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
  if (host === 'localhost' || host.endsWith('.localhost')) return 'loopback';
  const version = isIP(host);
  if (version === 0) return 'public';
  const found = RANGES.find(([_, network, prefix]) => isWithin(host, version, network, prefix));
  return found?.[0] ?? 'public';
}

/** BlockList looks through ::ffff:10.0.0.1 by itself. */
function isWithin(host: string, version: number, network: string, prefix: number): boolean {
  const list = new BlockList();
  list.addSubnet(network, prefix, network.includes(':') ? 'ipv6' : 'ipv4');
  return list.check(host, version === 6 ? 'ipv6' : 'ipv4');
}
