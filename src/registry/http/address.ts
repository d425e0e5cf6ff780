import { BlockList, isIP } from 'node:net';

/** Where an address leads: to this machine, to a cloud's metadata service, to a network that is nobody else's business, or out. */
export type Reach = 'metadata' | 'link-local' | 'loopback' | 'private' | 'public';

/** The likeliest to do harm first: an address that embeds another one reaches whatever is worse. */
const WORST: readonly Reach[] = ['metadata', 'link-local', 'loopback', 'private', 'public'];

/**
 * https://www.iana.org/assignments/iana-ipv4-special-registry and the IPv6 one. Metadata services outside of the link-local
 * ranges: Alibaba, Azure, Oracle, AWS, Google and Scaleway.
 */
const RANGES: readonly (readonly [Reach, string, number])[] = [
  ['metadata', '100.100.100.200', 32],
  ['metadata', '168.63.129.16', 32],
  ['metadata', '192.0.0.192', 32],
  ['metadata', 'fd00:ec2::', 32],
  ['metadata', 'fd20:ce::254', 128],
  ['metadata', 'fd00:42::42', 128],
  ['loopback', '127.0.0.0', 8],
  ['loopback', '::1', 128],
  ['link-local', '169.254.0.0', 16],
  ['link-local', 'fe80::', 10],
  ['private', '0.0.0.0', 8],
  ['private', '10.0.0.0', 8],
  ['private', '100.64.0.0', 10],
  ['private', '172.16.0.0', 12],
  ['private', '192.0.0.0', 24],
  ['private', '192.168.0.0', 16],
  ['private', '224.0.0.0', 3],
  ['private', '::', 128],
  ['private', '64:ff9b:1::', 48],
  ['private', 'fc00::', 7],
  ['private', 'fec0::', 10],
  ['private', 'ff00::', 8],
];

/** What the clouds call their metadata services. */
const METADATA_NAMES =
  /^(?:metadata|instance-data|metadata\.goog|metadata\.google\.internal|instance-data\.(?:.+\.)?internal|metadata\.azure\.(?:internal|com)|metadata\.tencentyun\.com|metadata\.platformequinix\.com)$/;

/**
 * The reach of a host as a URL or a name server gives it: with brackets, a last dot or a zone id. A name that does not
 * say what it is counts as public; what it leads to is seen when it is looked up.
 */
export function reachOf(hostname: string): Reach {
  const host = hostname
    .replace(/^\[|\]$/g, '')
    .replace(/%.*$/, '')
    .replace(/\.$/, '')
    .toLowerCase();
  if (host === 'localhost' || host.endsWith('.localhost')) return 'loopback';
  if (METADATA_NAMES.test(host)) return 'metadata';
  if (isIP(host) === 0) return 'public';
  const reaches = [host, ...embeddedIn(host)].map(reachOfAddress);
  return WORST.find((reach) => reaches.includes(reach)) ?? 'public';
}

/**
 * Nobody leads to the metadata services, nor into the link; only who lives there leads to this machine or into a private
 * network.
 */
export function mayLead(from: Reach, to: Reach): boolean {
  if (to === 'public') return true;
  if (to === 'private') return from !== 'public';
  return to === 'loopback' && from === 'loopback';
}

/** The ranges of each reach, put into lists with the first address that is looked at. */
let lists: ReadonlyMap<Reach, BlockList> | undefined;

function reachOfAddress(address: string): Reach {
  lists ??= listsOf(RANGES);
  for (const [reach, list] of lists) if (list.check(address, familyOf(address))) return reach;
  return 'public';
}

/** BlockList looks through ::ffff:10.0.0.1 by itself. */
function listsOf(ranges: typeof RANGES): Map<Reach, BlockList> {
  const made = new Map<Reach, BlockList>();
  for (const [reach, network, prefix] of ranges) {
    const list = made.get(reach) ?? new BlockList();
    list.addSubnet(network, prefix, familyOf(network));
    made.set(reach, list);
  }
  return made;
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return address.includes(':') ? 'ipv6' : 'ipv4';
}

/** The IPv4 addresses that gateways find in an IPv6 one: NAT64, 6to4, Teredo, ISATAP, and the mapped, translated and compatible forms. */
function embeddedIn(host: string): readonly string[] {
  if (!host.includes(':')) return [];
  const groups = groupsOf(host);
  const [a, b, c, d, e, f] = groups as [number, number, number, number, number, number];
  const last = addressAt(groups, 6);
  const zeros = (from: number, to: number) => groups.slice(from, to).every((group) => group === 0);
  // RFC 6052, 3056, 4380 (the client's address is inverted), 5214.
  if (a === 0x64 && b === 0xff9b && zeros(2, 6)) return [last];
  if (a === 0x2002) return [addressAt(groups, 1)];
  if (a === 0x2001 && b === 0)
    return [
      addressAt(groups, 2),
      addressAt(
        groups.map((group) => group ^ 0xffff),
        6,
      ),
    ];
  if ((e & 0xfdff) === 0 && f === 0x5efe) return [last];
  // RFC 4291 and 2765. Of the compatible ones ::1 and :: are addresses by themselves.
  if (zeros(0, 4) && (e === 0xffff || (e === 0 && f === 0xffff))) return [last];
  return zeros(0, 6) && (groups[6] !== 0 || (c === 0 && d === 0 && (groups[7] ?? 0) > 1)) ? [last] : [];
}

function addressAt(groups: readonly number[], place: number): string {
  const [high = 0, low = 0] = groups.slice(place, place + 2);
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/** The eight numbers of an IPv6 address; URL writes all of them in hexadecimal. */
function groupsOf(host: string): readonly number[] {
  const text = new URL(`http://[${host}]`).hostname.slice(1, -1);
  const [before = [], after = []] = text.split('::').map((half) => half.split(':').filter((group) => group !== ''));
  const missing = text.includes('::') ? 8 - before.length - after.length : 0;
  return [...before, ...Array<string>(missing).fill('0'), ...after].map((group) => Number.parseInt(group, 16));
}
