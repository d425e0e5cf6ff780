import { BlockList, isIP } from 'node:net';
import { reachOf } from './address.ts';

/** Does one entry of NO_PROXY name this host and port? Hosts are those of a URL, without brackets. */
type Rule = (host: string, port: number) => boolean;

/**
 * Which URLs are asked without a proxy, as Go and curl read NO_PROXY: entries are separated by commas or blanks, `*` is
 * everything, a domain stands for itself and what is below it with or without a leading dot, and addresses, networks
 * (10.0.0.0/8) and ports are understood. What is on this machine never needs a proxy.
 * https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config https://curl.se/libcurl/c/CURLOPT_NOPROXY.html
 */
export function readNoProxy(list: string): (url: URL) => boolean {
  const rules = list.split(/[\s,]+/).flatMap((entry) => readRule(entry) ?? []);
  return (url) => {
    const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
    const host = url.hostname.replace(/^\[|\]$|\.$/g, '');
    return reachOf(host) === 'loopback' || rules.some((rule) => rule(host, port));
  };
}

function readRule(entry: string): Rule | undefined {
  if (entry === '*') return () => true;
  const [, network = '', bits = ''] = /^(.+)\/(\d{1,3})$/.exec(entry) ?? [];
  if (network !== '') return addressRule(network, Number(bits));
  // A bare IPv6 address has colons and no port.
  const [, named = entry, port] = /^(\[.*\]|[^:]*):(\d{1,5})$/.exec(entry) ?? [];
  const rule = addressRule(named) ?? domainRule(named);
  return rule && ((host, at) => (port === undefined || Number(port) === at) && rule(host, at));
}

/** BlockList takes 10.0.0.1 and ::ffff:10.0.0.1 for the same. */
function addressRule(text: string, bits?: number): Rule | undefined {
  const address = text.replace(/^\[|\]$/g, '');
  const family = familyOf(address);
  const whole = family === 'ipv6' ? 128 : 32;
  if (family === undefined || (bits ?? 0) > whole) return undefined;
  const network = new BlockList();
  network.addSubnet(address, bits ?? whole, family);
  return (host) => {
    const asked = familyOf(host);
    return asked !== undefined && network.check(host, asked);
  };
}

function domainRule(text: string): Rule | undefined {
  const url = `http://${text.replace(/^\*?\./, '').replace(/\.$/, '')}`;
  // As URLs write hosts: in lower case, and other alphabets in ASCII.
  const domain = URL.canParse(url) ? new URL(url).hostname : '';
  if (domain === '') return undefined;
  return (host) => host === domain || host.endsWith(`.${domain}`);
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address);
  return version === 0 ? undefined : version === 4 ? 'ipv4' : 'ipv6';
}
