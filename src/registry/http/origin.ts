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
export class TrustedOrigin {
  readonly url: URL;
  /** The host that named this one; undefined where the user did. */
  readonly namedBy: string | undefined;
  /** `anywhere`: a registry hands out addresses of storage. `itself`: what asks for a token stays with its server. */
  readonly leadsTo: 'anywhere' | 'itself' | 'its origin';

  private constructor(url: URL, namedBy: string | undefined, leadsTo: TrustedOrigin['leadsTo']) {
    this.url = url;
    this.namedBy = namedBy;
    this.leadsTo = leadsTo;
  }

  /** `root` comes from what the user wrote. */
  static registry(root: URL): TrustedOrigin {
    return new TrustedOrigin(root, undefined, 'anywhere');
  }

  /** A service that no registry leads to and that leads nowhere else: an identity provider, Fulcio, Rekor. */
  static service(url: URL): TrustedOrigin {
    return new TrustedOrigin(url, undefined, 'its origin');
  }

  /** The token server at `realm`, as a challenge that came from here names it. */
  tokenServer(realm: URL): TrustedOrigin | Refusal {
    const target = Target.decide(this, realm, undefined);
    if ('refused' in target) return target;
    // On loopback HTTP needs no `insecure`, and so must not take a password off this machine.
    const { protocol, hostname } = target.url;
    const leaves = reachOf(this.url.hostname) === 'loopback' && reachOf(hostname) === 'public';
    if (leaves && protocol === 'http:')
      return { refused: `${printableUrl(target.url)} is not encrypted, and not on this machine` };
    return new TrustedOrigin(target.url, target.namedBy, 'itself');
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
  readonly trusted: boolean;
  /** The last host of another origin on the way, this one's own too. */
  readonly over: string | undefined;
  readonly origin: TrustedOrigin;
  readonly #kept: Secret | undefined;

  private constructor(url: URL, origin: TrustedOrigin, over: string | undefined, secret: Secret | undefined) {
    this.url = url;
    this.origin = origin;
    this.over = over;
    this.trusted = over === undefined;
    this.secret = this.trusted ? secret : undefined;
    this.#kept = secret;
  }

  /** The host whose word it is that this URL is asked; undefined where it is the user's. */
  get namedBy(): string | undefined {
    return this.url.origin === this.origin.url.origin ? this.origin.namedBy : this.origin.url.hostname;
  }

  /** Something is shown that proves who asks. */
  get shows(): boolean {
    return this.secret !== undefined;
  }

  /** What is shown is a token that was granted for this. */
  get granted(): boolean {
    return this.secret?.kind === 'header' && this.secret.granted === true;
  }

  /** Where a redirect leads from here. A credential that was left behind does not come back. */
  on(address: URL): Target | Refusal {
    return Target.decide(this.origin, address, this.#kept, this.over);
  }

  /**
   * The one place that says which URL may be asked, and with what. Credentials stay with the exact scheme, host and port of
   * `origin`; a challenge counts where they may go (`isTrusted`), so a 401 from elsewhere cannot ask for them.
   * Clients that were less strict: https://github.com/advisories/GHSA-jxpm-75mh-9fp7, GHSA-xf85-363p-868w, GHSA-742w-89gc-8m9c.
   */
  static decide(origin: TrustedOrigin, named: URL, secret: Secret | undefined, over?: string): Target | Refusal {
    const address = encrypted(origin.url, named);
    const refuse = (why: string): Refusal => ({ refused: `${printableUrl(address)} ${why}` });
    if (address.protocol !== 'https:' && address.protocol !== 'http:') return refuse('is neither https nor http');
    if (address.username !== '' || address.password !== '') return refuse('carries a user name or password');
    if (address.origin === origin.url.origin) return new Target(address, origin, over, secret);
    if (origin.leadsTo === 'itself') return refuse(`is not the token server ${origin.url.host} itself`);
    if (origin.leadsTo === 'its origin') return refuse(`is not on ${origin.url.host}`);
    if (address.protocol === 'http:' && origin.url.protocol !== 'http:')
      return refuse('is not encrypted, while the registry is');
    const to = reachOf(address.hostname);
    if (!mayLead(reachOf(origin.url.hostname), to) && origin.url.hostname !== address.hostname)
      return refuse(to === 'metadata' ? "is a cloud's metadata service" : `is a ${to} address`);
    return new Target(address, origin, address.host, secret);
  }
}

/** An answer whose challenge counts: it came from the registry itself, and no other host led there. */
export type TrustedAnswer = HttpAnswer & { readonly target: Target & { readonly trusted: true } };

export function isTrusted(answer: HttpAnswer): answer is TrustedAnswer {
  return answer.target?.trusted === true;
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
    encrypted(target.origin.url, url).origin === target.origin.url.origin;
  return back ? undefined : url;
}

/**
 * A registry behind a proxy that ends TLS and sends no X-Forwarded-Proto takes itself for plain HTTP, and says so in every
 * address (https://distribution.github.io/distribution/about/configuration/#http). What has its own host and port is asked
 * as the registry was: by https. This only ever adds the encryption.
 */
function encrypted(origin: URL, address: URL): URL {
  if (origin.protocol !== 'https:' || address.protocol !== 'http:' || address.host !== origin.host) return address;
  const secure = new URL(address);
  secure.protocol = origin.protocol;
  return secure;
}
