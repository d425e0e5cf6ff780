import { jsonObject } from '../protocol/json-object.ts';

/** A bearer token and the time (ms since 1970) until which it serves. */
export interface Token {
  readonly value: string;
  readonly expires: number;
  /** From here on a new one is fetched before it is needed. */
  readonly stale: number;
}

/** https://distribution.github.io/distribution/spec/auth/token/: "if this is not present, 60 seconds". */
const DEFAULT_LIFETIME_SECONDS = 60;
/** An answer that names a longer life is not believed. */
const MAX_LIFETIME_SECONDS = 12 * 3600;

/** Reads the answer of a token server; undefined where it holds no token. ACR sends `access_token` alone, Gitea `token` alone. */
export function parseToken(body: Buffer, now: number): Token | undefined {
  const document = jsonObject(body);
  const value = [document?.token, document?.access_token].find(
    (found): found is string => typeof found === 'string' && /^[\x21-\x7e]+$/.test(found),
  );
  if (value === undefined) return undefined;
  const stated = Number(document?.expires_in);
  const life = (stated > 0 ? Math.min(stated, MAX_LIFETIME_SECONDS) : DEFAULT_LIFETIME_SECONDS) * 1000;
  return { value, expires: now + life, stale: now + life - Math.min(10_000, life / 5) };
}
