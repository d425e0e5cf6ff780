import { reachOf } from './address.ts';
import { printableUrl } from './message.ts';

/** What an address that a registry handed out may be used for. */
export type Passage =
  | { readonly follow: true; readonly credential: boolean }
  | { readonly follow: false; readonly why: string };

/** `address`: a Location or a Link of the registry or of whom it led to; `realm`: the token server that a challenge names. */
export type Role = 'address' | 'realm';

/**
 * The one place that says which URL may be followed, and with what. `home` is the registry itself (or the token server,
 * for its own redirects). Credentials stay with the exact scheme, host and port; only the realm of a challenge that came
 * from home gets them elsewhere, since that is what a realm is for.
 * Clients that were less strict: https://github.com/advisories/GHSA-jxpm-75mh-9fp7, GHSA-xf85-363p-868w, GHSA-742w-89gc-8m9c.
 */
export function passage(home: URL, target: URL, role: Role): Passage {
  const refuse = (why: string): Passage => ({ follow: false, why: `${printableUrl(target)} ${why}` });
  if (target.protocol !== 'https:' && target.protocol !== 'http:') return refuse('is neither https nor http');
  if (target.username !== '' || target.password !== '') return refuse('carries a user name or password');
  if (target.origin === home.origin) return { follow: true, credential: true };
  if (target.protocol === 'http:' && home.protocol !== 'http:')
    return refuse('is not encrypted, while the registry is');
  const [from, to] = [reachOf(home.hostname), reachOf(target.hostname)];
  if (!mayLead(from, to) && home.hostname !== target.hostname) return refuse(`is a ${to} address`);
  return { follow: true, credential: role === 'realm' };
}

/**
 * A registry behind a proxy that ends TLS and sends no X-Forwarded-Proto takes itself for plain HTTP, and says so in every
 * address (https://distribution.github.io/distribution/about/configuration/#http). What has its own host and port is asked
 * as the registry was: by https. This only ever adds the encryption.
 */
export function asKnown(home: URL, target: URL): URL {
  if (home.protocol !== 'https:' || target.protocol !== 'http:' || target.host !== home.host) return target;
  const encrypted = new URL(target);
  encrypted.protocol = home.protocol;
  return encrypted;
}

/** Nobody leads to the metadata services; only who lives there leads to this machine or into a private network. */
function mayLead(from: ReturnType<typeof reachOf>, to: ReturnType<typeof reachOf>): boolean {
  if (to === 'public') return true;
  if (to === 'link-local') return false;
  if (to === 'private') return from !== 'public';
  return from === 'loopback';
}
