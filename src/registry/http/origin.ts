import { parseLocation } from '../protocol/location.ts';
import { mayLead, reachOf } from './address.ts';
import { type HttpAnswer, printableUrl } from './message.ts';

/** What proves who asks. It reaches the transport inside of a Target and in no other way. */
export type Secret =
  /** `granted`: a token that the registry's own token server has just issued for this. */
  | { readonly kind: 'header'; readonly authorization: string; readonly granted?: boolean }
  /** The body of a request to a token server. */
  | { readonly kind: 'body'; readonly body: Buffer };

/** An address that is not asked, and why. */
export interface Refusal {
  readonly refused: string;
}

/**
 * An origin that credentials belong to: the registry that the user named, or the token server that a challenge of that
 * registry named. The type is opaque: other code cannot make one.
 */
export class Home {
  readonly url: URL;
  /** The host that named this one; undefined where the user did. */
  readonly namedBy: string | undefined;
  /** `anywhere`: a registry hands out addresses of storage. `itself`: what asks for a token stays with its server. */
  readonly leadsTo: 'anywhere' | 'itself' | 'its origin';

  private constructor(url: URL, namedBy: string | undefined, leadsTo: Home['leadsTo']) {
    this.url = url;
    this.namedBy = namedBy;
    this.leadsTo = leadsTo;
  }

  /** `root` comes from what the user wrote. */
  static registry(root: URL): Home {
    return new Home(root, undefined, 'anywhere');
  }

  /** A service that no registry leads to and that leads nowhere else: an identity provider, Fulcio, Rekor. */
  static service(url: URL): Home {
    return new Home(url, undefined, 'its origin');
  }

  /** The token server at `realm`, as a challenge that came from here names it. */
  tokenServer(realm: URL): Home | Refusal {
    const target = Target.decide(this, realm, undefined);
    if ('refused' in target) return target;
    // On loopback HTTP needs no `insecure`, and so must not take a password off this machine.
    const { protocol, hostname } = target.url;
    const leaves = reachOf(this.url.hostname) === 'loopback' && reachOf(hostname) === 'public';
    if (leaves && protocol === 'http:')
      return { refused: `${printableUrl(target.url)} is not encrypted, and not on this machine` };
    return new Home(target.url, target.namedBy, 'itself');
  }
}

/**
 * Permission to ask one URL, with what may be shown there. The transport takes nothing else, and `decide` alone makes one:
 * the constructor is private and the class is opaque, so no other code can send a credential.
 */
export class Target {
  readonly url: URL;
  /** Undefined where this URL gets none. */
  readonly secret: Secret | undefined;
  /** The way led over no other origin: this URL may see credentials, and its challenge counts. */
  readonly atHome: boolean;
  /** The last host of another origin on the way, this one's own too. */
  readonly over: string | undefined;
  readonly home: Home;
  readonly #kept: Secret | undefined;

  private constructor(url: URL, home: Home, over: string | undefined, secret: Secret | undefined) {
    this.url = url;
    this.home = home;
    this.over = over;
    this.atHome = over === undefined;
    this.secret = this.atHome ? secret : undefined;
    this.#kept = secret;
  }

  /** The host whose word it is that this URL is asked; undefined where it is the user's. */
  get namedBy(): string | undefined {
    return this.url.origin === this.home.url.origin ? this.home.namedBy : this.home.url.hostname;
  }

  /** Something is shown that proves who asks. */
  get shows(): boolean {
    return this.secret !== undefined;
  }

  /** What is shown is a token that was granted for this. */
  get granted(): boolean {
    return this.secret?.kind === 'header' && this.secret.granted === true;
  }

  /** Where a redirect leads from here. A credential that was left at home does not come back. */
  on(address: URL): Target | Refusal {
    return Target.decide(this.home, address, this.#kept, this.over);
  }

  /**
   * The one place that says which URL may be asked, and with what. Credentials stay with the exact scheme, host and port of
   * `home`; a challenge counts where they may go (`isFromHome`), so a 401 from elsewhere cannot ask for them.
   * Clients that were less strict: https://github.com/advisories/GHSA-jxpm-75mh-9fp7, GHSA-xf85-363p-868w, GHSA-742w-89gc-8m9c.
   */
  static decide(home: Home, named: URL, secret: Secret | undefined, over?: string): Target | Refusal {
    const address = encrypted(home.url, named);
    const refuse = (why: string): Refusal => ({ refused: `${printableUrl(address)} ${why}` });
    if (address.protocol !== 'https:' && address.protocol !== 'http:') return refuse('is neither https nor http');
    if (address.username !== '' || address.password !== '') return refuse('carries a user name or password');
    if (address.origin === home.url.origin) return new Target(address, home, over, secret);
    if (home.leadsTo === 'itself') return refuse(`is not the token server ${home.url.host} itself`);
    if (home.leadsTo === 'its origin') return refuse(`is not on ${home.url.host}`);
    if (address.protocol === 'http:' && home.url.protocol !== 'http:')
      return refuse('is not encrypted, while the registry is');
    const to = reachOf(address.hostname);
    if (!mayLead(reachOf(home.url.hostname), to) && home.url.hostname !== address.hostname)
      return refuse(to === 'metadata' ? "is a cloud's metadata service" : `is a ${to} address`);
    return new Target(address, home, address.host, secret);
  }
}

/** An answer whose challenge counts: it came from the registry itself, and no other host led there. */
export type HomeAnswer = HttpAnswer & { readonly target: Target & { readonly atHome: true } };

export function isFromHome(answer: HttpAnswer): answer is HomeAnswer {
  return answer.target?.atHome === true;
}

/**
 * The address that an answer hands out for the next request; undefined where it names none. Another host hands out no
 * address of the registry: it would be asked there with credentials, by somebody else's word.
 */
export function addressIn(answer: HttpAnswer, value: string | undefined): URL | undefined {
  const url = parseLocation(value, answer.url);
  const { target } = answer;
  const back =
    target?.over !== undefined &&
    url !== undefined &&
    encrypted(target.home.url, url).origin === target.home.url.origin;
  return back ? undefined : url;
}

/**
 * A registry behind a proxy that ends TLS and sends no X-Forwarded-Proto takes itself for plain HTTP, and says so in every
 * address (https://distribution.github.io/distribution/about/configuration/#http). What has its own host and port is asked
 * as the registry was: by https. This only ever adds the encryption.
 */
function encrypted(home: URL, address: URL): URL {
  if (home.protocol !== 'https:' || address.protocol !== 'http:' || address.host !== home.host) return address;
  const secure = new URL(address);
  secure.protocol = home.protocol;
  return secure;
}
