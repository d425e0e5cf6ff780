import type { Clock } from '../../ports.ts';
import type { RequestScope } from './authenticator.ts';
import type { Token } from './token-answer.ts';

/** Tokens that a registry may refuse in a row before it is believed: the first may have expired early, its successor has not. */
const MAX_REFUSALS = 2;

/**
 * The tokens of one registry, by their scopes. All requests share them: one is fetched at a time for the same scopes, and
 * where the registry refuses one, one more is fetched for all uploads together.
 */
export class GrantedTokens {
  readonly #clock: Clock;
  readonly #tokens = new Map<string, Token>();
  readonly #fetching = new Map<string, Promise<Token>>();
  /** Tokens refused in a row, by repository and right. */
  readonly #refusals = new Map<string, number>();
  /** Tokens that came in the place of a refused one, and that nothing has taken yet. */
  readonly #unproven = new Set<string>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The token for these scopes; `fetch` brings one where there is none or it is about to expire. */
  async get(scopes: string, fetch: () => Promise<Token>): Promise<Token> {
    const known = this.#tokens.get(scopes);
    if (known !== undefined && this.#clock.now() < known.stale) return known;
    const underWay = this.#fetching.get(scopes);
    if (underWay !== undefined) return underWay;
    const fetching = fetch().finally(() => this.#fetching.delete(scopes));
    this.#fetching.set(scopes, fetching);
    const token = await fetching;
    this.#tokens.set(scopes, token);
    if (this.#refusals.size > 0) this.#unproven.add(token.value);
    return token;
  }

  accepted(value: string, requestScope: RequestScope): void {
    this.#refusals.delete(rightOf(requestScope));
    this.#unproven.delete(value);
  }

  /** The registry refused the token that was used for these scopes. False where another one would be refused as well. */
  refused(value: string, scopes: string, requestScope: RequestScope): boolean {
    const token = this.#tokens.get(scopes);
    if (token?.value !== value) return true;
    if (token.expires > this.#clock.now() && this.#isFinal(value, requestScope)) return false;
    this.#tokens.delete(scopes);
    return true;
  }

  #isFinal(value: string, requestScope: RequestScope): boolean {
    const times = (this.#refusals.get(rightOf(requestScope)) ?? 0) + 1;
    this.#refusals.set(rightOf(requestScope), times);
    return times >= MAX_REFUSALS || this.#unproven.has(value);
  }
}

/** A token that lets read need not let write: the answers to one say nothing about the other. */
function rightOf({ path, right }: RequestScope): string {
  return `${right} ${path}`;
}
