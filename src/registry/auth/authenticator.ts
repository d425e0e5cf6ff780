import type { Clock } from '../../ports.ts';
import type { Credentials, Proof } from '../api.ts';
import type { Identity } from '../errors/facts.ts';
import { headerLines } from '../http/message.ts';
import { type Refusal, type Secret, Target, type TrustedAnswer, type TrustedOrigin } from '../http/origin.ts';
import { type Challenge, parseChallenges } from '../protocol/challenge.ts';
import type { Traits } from '../protocol/traits.ts';
import { GrantedTokens } from './granted-tokens.ts';
import { realmOf } from './realm.ts';
import { mergeScopes, type Scope, splitScopes } from './scope.ts';
import type { Token } from './token-answer.ts';
import { basicHeader, type TokenClient } from './token-client.ts';

/** How this registry wants to be authenticated to; `unknown` until it says so. */
type AuthScheme =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'fixed'; readonly authorization: string }
  /** A password as bearer token: quick where it works, and given up at the first refusal. */
  | { readonly kind: 'direct'; readonly authorization: string }
  /** `fallback`: what to send where no token can be had and the registry takes user and password as well. */
  | {
      readonly kind: 'bearer';
      readonly challenge: Challenge;
      readonly origin: TrustedOrigin;
      readonly fallback?: string;
    };

type BearerScheme = Extract<AuthScheme, { kind: 'bearer' }>;

export interface AuthenticatorPorts {
  readonly tokens: TokenClient;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Lets a request in, as far as it may be: the target of any address, with what may be shown there. */
export type Pass = (origin: TrustedOrigin, url: URL) => Target | Refusal;

export const NO_PASS: Pass = passWith(undefined);

/** What a request is for: the repository's path, for messages, what is done there, and the scopes that it needs. */
export interface RequestScope {
  readonly path: string;
  /** Absent for what has no method yet: a repository in general. */
  readonly right?: 'pull' | 'push';
  readonly scopes: readonly Scope[];
}

/** Authenticates to one registry, and learns from its challenges how. */
export class Authenticator {
  readonly #registry: string;
  readonly #credentials: Credentials | undefined;
  readonly #ports: AuthenticatorPorts;
  readonly #tokens: GrantedTokens;
  /** Scopes that challenges asked for beside ours, by path. */
  readonly #asked = new Map<string, readonly Scope[]>();
  /** What one token is asked for beside a request's own scopes, until the registry shows that it does not take that. */
  #together: readonly Scope[];
  #scheme: AuthScheme;

  /** @param together scopes of all repositories of the run, for one token instead of one for each */
  constructor(
    registry: string,
    credentials: Credentials | undefined,
    traits: Traits,
    ports: AuthenticatorPorts,
    together: readonly Scope[] = [],
  ) {
    this.#registry = registry;
    this.#credentials = credentials;
    this.#ports = ports;
    this.#tokens = new GrantedTokens(ports.clock);
    this.#together = together;
    this.#scheme = firstScheme(credentials?.reveal(), traits);
  }

  get identity(): Identity {
    return this.#credentials?.identity ?? {};
  }

  /** With what is needed for a request, as far as is known. */
  async pass(requestScope: RequestScope): Promise<Pass> {
    return passWith(await this.#secret(requestScope));
  }

  async #secret(requestScope: RequestScope): Promise<Secret | undefined> {
    const scheme = this.#scheme;
    if (scheme.kind === 'unknown') return undefined;
    if (scheme.kind !== 'bearer') return { kind: 'header', authorization: scheme.authorization };
    try {
      const token = await this.#tokens.get(this.#key(requestScope), () => this.#fetch(scheme, requestScope));
      return { kind: 'header', authorization: `Bearer ${token.value}`, granted: true };
    } catch (error) {
      if (this.#separate() && !this.#ports.signal.aborted) return await this.#secret(requestScope);
      if (scheme.fallback === undefined || this.#ports.signal.aborted) throw error;
      this.#scheme = { kind: 'fixed', authorization: scheme.fallback };
      return { kind: 'header', authorization: scheme.fallback };
    }
  }

  /** The registry took what it was shown with the request. */
  accepted({ target }: TrustedAnswer, requestScope: RequestScope): void {
    this.#tokens.accepted(shownIn(target.secret), requestScope);
  }

  /** There are credentials, none were shown yet, and this refusal does not say how to show them. */
  needsChallenge(answer: TrustedAnswer): boolean {
    if (this.#credentials === undefined || this.#scheme.kind !== 'unknown') return false;
    return this.#next(answer) === undefined;
  }

  /**
   * A request was refused by the registry itself: the type says so, and no other answer is listened to. Resolves with true
   * where another try will be different: a new token, or another scheme; false where this registry does not want these
   * credentials. A 403 asks for credentials only where there are some and none were shown.
   * @param answer how the registry wants to be asked, maybe in answer to another request
   */
  async refused({ target }: TrustedAnswer, answer: TrustedAnswer, requestScope: RequestScope): Promise<boolean> {
    const scheme = this.#scheme;
    const used = target.secret;
    const now = await this.#secret(requestScope);
    // Another request may have been answered in the meantime, and learned how to authenticate.
    if (shownIn(now) !== shownIn(used) || this.#scheme !== scheme) return true;
    switch (scheme.kind) {
      case 'fixed':
        return false;
      case 'direct':
        this.#scheme = this.#next(answer) ?? { kind: 'unknown' };
        return true;
      case 'unknown':
        return (answer.status === 401 || this.#credentials !== undefined) && this.#begin(answer, requestScope);
      case 'bearer':
        if (this.#separate()) return true;
        return answer.status === 401 && this.#renew(scheme, answer, used, requestScope);
    }
  }

  /** Some servers grant the first scope alone, or nothing where one is refused: each repository has its own token then. */
  #separate(): boolean {
    const shared = this.#together.length > 0;
    this.#together = [];
    return shared;
  }

  #begin(answer: TrustedAnswer, requestScope: RequestScope): boolean {
    const next = this.#next(answer);
    if (next === undefined) return false;
    this.#scheme = next;
    if (next.kind === 'bearer') this.#learn(next.challenge, requestScope);
    return true;
  }

  /** Harbor answers any refused token with a Basic challenge: the Bearer one that it began with is kept. */
  #renew(known: BearerScheme, answer: TrustedAnswer, used: Secret | undefined, requestScope: RequestScope): boolean {
    if (!this.#tokens.refused(shownIn(used), this.#key(requestScope), requestScope)) return false;
    const bearer = challengesOf(answer).find(isBearer);
    if (bearer !== undefined) this.#scheme = this.#next(answer) ?? this.#scheme;
    this.#learn(bearer ?? known.challenge, requestScope);
    return true;
  }

  #next(answer: TrustedAnswer): AuthScheme | undefined {
    const challenges = challengesOf(answer);
    const { origin } = answer.target;
    const challenge = challenges.find(isBearer);
    const basic = challenges.some(({ scheme }) => scheme === 'basic') ? this.#basic() : undefined;
    if (challenge !== undefined)
      return { kind: 'bearer', challenge, origin, ...(basic === undefined ? {} : { fallback: basic }) };
    return basic === undefined ? undefined : { kind: 'fixed', authorization: basic };
  }

  #basic(): string | undefined {
    const proof = this.#credentials?.reveal();
    return proof?.kind === 'basic' ? basicHeader(proof.username, proof.password) : undefined;
  }

  #learn(challenge: Challenge, { path }: RequestScope): void {
    const asked = splitScopes(challenge.parameters.scope);
    this.#asked.set(path, mergeScopes(this.#asked.get(path) ?? [], asked));
  }

  #scopes({ path, scopes }: RequestScope): readonly Scope[] {
    return mergeScopes(mergeScopes(scopes, this.#asked.get(path) ?? []), this.#together);
  }

  /** One token for the same scopes, whichever is the first. */
  #key(requestScope: RequestScope): string {
    return this.#scopes(requestScope).toSorted().join(' ');
  }

  #fetch({ challenge, origin }: BearerScheme, requestScope: RequestScope): Promise<Token> {
    const query = {
      server: realmOf(challenge, origin),
      service: challenge.parameters.service,
      scopes: this.#scopes(requestScope),
    };
    const context = { registry: this.#registry, path: requestScope.path, identity: this.identity };
    return this.#ports.tokens.fetch(query, context);
  }
}

function passWith(secret: Secret | undefined): Pass {
  return (origin, url) => Target.decide(origin, url, secret);
}

function firstScheme(proof: Proof | undefined, { auth }: Traits): AuthScheme {
  if (proof?.kind === 'registry-token') return { kind: 'fixed', authorization: `Bearer ${proof.token}` };
  if (proof?.kind !== 'basic') return { kind: 'unknown' };
  if (auth === 'basic') return { kind: 'fixed', authorization: basicHeader(proof.username, proof.password) };
  if (auth === 'direct-bearer') return { kind: 'direct', authorization: `Bearer ${directToken(proof.password)}` };
  return { kind: 'unknown' };
}

function directToken(password: string): string {
  return Buffer.from(password, 'utf8').toString('base64');
}

/** The token or pair behind the scheme; empty where nothing was shown. */
function shownIn(secret: Secret | undefined): string {
  return secret?.kind === 'header' ? (secret.authorization.split(' ', 2)[1] ?? '') : '';
}

function challengesOf(answer: TrustedAnswer): readonly Challenge[] {
  return parseChallenges(headerLines(answer, 'www-authenticate'));
}

function isBearer({ scheme }: Challenge): boolean {
  return scheme === 'bearer';
}
