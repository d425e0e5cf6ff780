import type { Clock, Log } from '../../ports.ts';
import type { Credentials } from '../api.ts';
import type { Identity } from '../errors/registry-error.ts';
import { type HttpAnswer, headerLines } from '../http/message.ts';
import type { Traits } from '../traits.ts';
import { basicHeader, basicPair } from './basic.ts';
import { type Challenge, parseChallenges } from './challenge.ts';
import { realmOf } from './realm.ts';
import { mergeScopes, type Scope, splitScopes } from './scope.ts';
import type { Token } from './token-answer.ts';
import type { TokenClient } from './token-client.ts';

/** How this registry wants to be told who asks; `unknown` until it says so. */
type Manner =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'fixed'; readonly authorization: string }
  /** A password as bearer token: quick where it works, and given up at the first refusal. */
  | { readonly kind: 'direct'; readonly authorization: string }
  /** `instead`: what to send where no token is to be had and the registry takes user and password as well. */
  | { readonly kind: 'bearer'; readonly challenge: Challenge; readonly instead?: string };

export interface AuthenticatorPorts {
  readonly tokens: TokenClient;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** What a request is for: the repository's path, for messages, and the scopes that it needs. */
export interface Purpose {
  readonly path: string;
  readonly scopes: readonly Scope[];
}

/** Knows who asks one registry, and learns from its challenges how it wants to be told. */
export class Authenticator {
  readonly #registry: string;
  readonly #home: () => URL;
  readonly #credentials: Credentials | undefined;
  readonly #ports: AuthenticatorPorts;
  readonly #tokens = new Map<string, Token>();
  readonly #fetching = new Map<string, Promise<Token>>();
  /** Scopes that challenges asked for beside ours, by path. */
  readonly #asked = new Map<string, readonly Scope[]>();
  #manner: Manner;

  constructor(
    registry: string,
    home: () => URL,
    credentials: Credentials | undefined,
    traits: Traits,
    ports: AuthenticatorPorts,
  ) {
    this.#registry = registry;
    this.#home = home;
    this.#credentials = credentials;
    this.#ports = ports;
    this.#mask();
    this.#manner = firstManner(credentials, traits);
  }

  get identity(): Identity {
    if (this.#credentials === undefined) return {};
    const { origin } = this.#credentials;
    return this.#credentials.kind === 'basic' ? { username: this.#credentials.username, origin } : { origin };
  }

  /** The Authorization header to send with a request; undefined where none is needed as far as is known. */
  async authorization(purpose: Purpose): Promise<string | undefined> {
    const manner = this.#manner;
    if (manner.kind === 'unknown') return undefined;
    if (manner.kind !== 'bearer') return manner.authorization;
    try {
      return `Bearer ${(await this.#token(manner.challenge, purpose)).value}`;
    } catch (error) {
      if (manner.instead === undefined || this.#ports.signal.aborted) throw error;
      this.#manner = { kind: 'fixed', authorization: manner.instead };
      return manner.instead;
    }
  }

  /**
   * A request that went out with `used` was refused. Resolves with true where another try will be different: a new token,
   * or another manner; false where this registry does not want these credentials.
   */
  async refused(answer: HttpAnswer, used: string | undefined, purpose: Purpose): Promise<boolean> {
    if ((await this.authorization(purpose)) !== used) return true;
    const challenges = parseChallenges(headerLines(answer, 'www-authenticate'));
    if (this.#manner.kind === 'fixed') return false;
    if (this.#manner.kind === 'direct') {
      this.#manner = this.#next(challenges) ?? { kind: 'unknown' };
      return true;
    }
    if (answer.status !== 401) return false;
    return this.#manner.kind === 'bearer'
      ? this.#renew(this.#manner.challenge, challenges, purpose)
      : this.#begin(challenges, purpose);
  }

  #begin(challenges: readonly Challenge[], purpose: Purpose): boolean {
    const next = this.#next(challenges);
    if (next === undefined) return false;
    this.#manner = next;
    if (next.kind === 'bearer') this.#learn(next.challenge, purpose);
    return true;
  }

  /** Harbor answers any refused token with a Basic challenge: the Bearer one that it began with is kept. */
  #renew(known: Challenge, challenges: readonly Challenge[], purpose: Purpose): boolean {
    const bearer = challenges.find(isBearer) ?? known;
    if (bearer !== known) this.#manner = this.#next(challenges) ?? this.#manner;
    this.#tokens.delete(this.#key(purpose));
    this.#learn(bearer, purpose);
    return true;
  }

  #next(challenges: readonly Challenge[]): Manner | undefined {
    const bearer = challenges.find(isBearer);
    const basic = challenges.some(({ scheme }) => scheme === 'basic') ? this.#basic() : undefined;
    if (bearer !== undefined)
      return { kind: 'bearer', challenge: bearer, ...(basic === undefined ? {} : { instead: basic }) };
    return basic === undefined ? undefined : { kind: 'fixed', authorization: basic };
  }

  #basic(): string | undefined {
    const credentials = this.#credentials;
    return credentials?.kind === 'basic' ? basicHeader(credentials.username, credentials.password) : undefined;
  }

  #learn(challenge: Challenge, { path }: Purpose): void {
    const asked = splitScopes(challenge.parameters.scope);
    this.#asked.set(path, mergeScopes(this.#asked.get(path) ?? [], asked));
  }

  #scopes({ path, scopes }: Purpose): readonly Scope[] {
    return mergeScopes(scopes, this.#asked.get(path) ?? []);
  }

  #key(purpose: Purpose): string {
    return this.#scopes(purpose).join(' ');
  }

  /** One fetch at a time for the same scopes; everybody who waits gets its token. */
  async #token(challenge: Challenge, purpose: Purpose): Promise<Token> {
    const key = this.#key(purpose);
    const held = this.#tokens.get(key);
    if (held !== undefined && this.#ports.clock.now() < held.stale) return held;
    const under = this.#fetching.get(key);
    if (under !== undefined) return under;
    const fetching = this.#fetch(challenge, purpose).finally(() => this.#fetching.delete(key));
    this.#fetching.set(key, fetching);
    const token = await fetching;
    this.#tokens.set(key, token);
    return token;
  }

  #fetch(challenge: Challenge, purpose: Purpose): Promise<Token> {
    const query = {
      realm: realmOf(challenge, this.#home()),
      service: challenge.parameters.service,
      scopes: this.#scopes(purpose),
    };
    const who = { registry: this.#registry, path: purpose.path, identity: this.identity };
    return this.#ports.tokens.fetch(query, who);
  }

  #mask(): void {
    const credentials = this.#credentials;
    if (credentials === undefined) return;
    const { log } = this.#ports;
    if (credentials.kind !== 'basic') {
      log.secret(credentials.token);
      return;
    }
    log.secret(credentials.password);
    log.secret(basicPair(credentials.username, credentials.password));
    log.secret(directToken(credentials.password));
  }
}

function firstManner(credentials: Credentials | undefined, { auth }: Traits): Manner {
  if (credentials?.kind === 'registry-token') return { kind: 'fixed', authorization: `Bearer ${credentials.token}` };
  if (credentials?.kind !== 'basic') return { kind: 'unknown' };
  if (auth === 'basic')
    return { kind: 'fixed', authorization: basicHeader(credentials.username, credentials.password) };
  if (auth === 'direct-bearer') return { kind: 'direct', authorization: `Bearer ${directToken(credentials.password)}` };
  return { kind: 'unknown' };
}

function directToken(password: string): string {
  return Buffer.from(password, 'utf8').toString('base64');
}

function isBearer({ scheme }: Challenge): boolean {
  return scheme === 'bearer';
}
