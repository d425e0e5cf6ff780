import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { challenges } from './challenge.ts';
import type { Exchange, Headers } from './exchange.ts';
import type { AuthOptions } from './options.ts';
import type { Quirks } from './quirks.ts';
import { refused } from './refusal.ts';

export type Action = 'pull' | 'push' | 'delete';

interface Token {
  /** Actions by repository; `*` stands for every repository. */
  readonly grants: ReadonlyMap<string, ReadonlySet<string>>;
  readonly expiresAt: number;
}

/** Who may do what: checks the Authorization of each request, and keeps the tokens that were issued. */
export class Access {
  readonly #auth: AuthOptions;
  readonly #quirks: Quirks;
  readonly #tokens = new Map<string, Token>();
  /** For whoever looks after the registry itself: always taken, never recorded. */
  readonly ownerAuthorization = `Bearer ${randomBytes(16).toString('hex')}`;
  readonly #realm: () => string;

  constructor(auth: AuthOptions, quirks: Quirks, realm: () => string) {
    this.#auth = auth;
    this.#quirks = quirks;
    this.#realm = realm;
  }

  /** Milliseconds that a new token is good for. */
  get lifetime(): number {
    return this.#auth.kind === 'bearer' ? (this.#auth.lifetime ?? 300) * 1000 : 0;
  }

  issue(grants: ReadonlyMap<string, ReadonlySet<string>>): string {
    const token = randomBytes(24).toString('base64url');
    this.#tokens.set(token, { grants, expiresAt: Date.now() + this.lifetime });
    return token;
  }

  expireTokens(): void {
    this.#tokens.clear();
  }

  /** Throws a 401 with a challenge where the request may not do this. */
  require(exchange: Exchange, repository: string, actions: readonly Action[]): void {
    if (!this.allows(exchange, repository, actions)) throw this.refusal(exchange, repository, actions);
  }

  allows(exchange: Exchange, repository: string, actions: readonly Action[]): boolean {
    if (this.#auth.kind === 'none') return true;
    const [scheme = '', value = ''] = (exchange.header('authorization') ?? '').split(' ');
    if (`${scheme} ${value}` === this.ownerAuthorization) return true;
    if (scheme.toLowerCase() === 'basic') return this.#takesBasic() && this.isUser(value);
    if (scheme.toLowerCase() !== 'bearer' || this.#auth.kind !== 'bearer') return false;
    return this.#tokenAllows(value, repository, actions) || (this.#quirks.directBearer && this.#isDirect(value));
  }

  refusal(exchange: Exchange, repository: string, actions: readonly Action[]): Error {
    const headers = this.challenge(exchange, repository, actions);
    const { strangers } = this.#quirks;
    if (strangers !== 'challenged' && repository !== '' && exchange.header('authorization') === undefined) {
      return refused(403, 'DENIED', 'access denied', strangers === '403' ? {} : headers);
    }
    return refused(401, 'UNAUTHORIZED', 'authentication required', headers);
  }

  challenge(exchange: Exchange, repository: string, actions: readonly Action[]): Headers {
    const carried = exchange.header('authorization') !== undefined;
    const scope = repository === '' ? undefined : `repository:${repository}:${actions.join(',')}`;
    return challenges(this.#auth, this.#quirks, { realm: this.#realm(), scope, carried });
  }

  /** Whether the base64 pair of a Basic header is a user with its password. */
  isUser(pair: string): boolean {
    if (this.#auth.kind === 'none') return false;
    const text = Buffer.from(pair, 'base64').toString('utf8');
    const colon = text.indexOf(':');
    const password = this.#auth.users[text.slice(0, colon)];
    return colon > 0 && password !== undefined && same(password, text.slice(colon + 1));
  }

  #takesBasic(): boolean {
    if (this.#auth.kind === 'basic') return true;
    return this.#quirks.challenge === 'two-headers' || this.#quirks.challenge === 'two-in-one-header';
  }

  #tokenAllows(value: string, repository: string, actions: readonly Action[]): boolean {
    const token = this.#tokens.get(value);
    if (this.#quirks.tokens === 'refused') return false;
    if (token === undefined || token.expiresAt <= Date.now()) return false;
    const granted = token.grants.get('*') ?? token.grants.get(repository);
    return repository === '' || actions.every((action) => granted?.has(action) || granted?.has('*'));
  }

  #isDirect(value: string): boolean {
    if (this.#auth.kind !== 'bearer') return false;
    const text = Buffer.from(value, 'base64').toString('utf8');
    return this.isUser(value) || Object.values(this.#auth.users).some((password) => same(password, text));
  }
}

function same(a: string, b: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}
