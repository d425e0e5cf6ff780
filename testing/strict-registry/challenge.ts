import type { Headers } from './exchange.ts';
import type { AuthOptions } from './options.ts';
import type { ChallengeForm, Quirks } from './quirks.ts';

export const SERVICE = 'strict-registry';

interface Asked {
  readonly realm: string;
  readonly scope: string | undefined;
  /** The refused request carried an Authorization. */
  readonly carried: boolean;
}

const BASIC = 'Basic realm="strict-registry"';

/** The WWW-Authenticate of a 401. https://datatracker.ietf.org/doc/html/rfc6750#section-3 */
export function challenges(auth: AuthOptions, quirks: Quirks, asked: Asked): Headers {
  if (auth.kind === 'none' || quirks.challenge === 'missing') return {};
  if (quirks.challenge === 'ntlm') return { 'www-authenticate': ['Negotiate', 'NTLM'] };
  if (auth.kind === 'basic') return { 'www-authenticate': BASIC };
  // https://github.com/goharbor/harbor/blob/main/src/server/middleware/v2auth/auth.go
  if (quirks.basicAfterBearer && asked.carried) return { 'www-authenticate': 'Basic realm="harbor"' };
  const error = quirks.tokens === 'refused' ? 'invalid_token' : 'insufficient_scope';
  const bearer = bearerChallenge(quirks.challenge, error, asked);
  if (quirks.challenge === 'two-headers') return { 'www-authenticate': [BASIC, bearer] };
  if (quirks.challenge === 'two-in-one-header') return { 'www-authenticate': `${bearer}, ${BASIC}` };
  return { 'www-authenticate': bearer };
}

function bearerChallenge(form: ChallengeForm, error: string, { realm, scope, carried }: Asked): string {
  const parts = [`realm="${realmOf(form, realm)}"`, `service="${SERVICE}"`];
  const stated = scopeOf(form, scope);
  if (stated !== undefined) parts.push(`scope="${stated}"`);
  if (carried) parts.push(`error="${error}"`);
  return `Bearer ${parts.join(',')}`;
}

function realmOf(form: ChallengeForm, realm: string): string {
  if (form === 'relative-realm') return '/token';
  if (form === 'link-local-realm') return 'http://169.254.169.254/token';
  return realm;
}

function scopeOf(form: ChallengeForm, scope: string | undefined): string | undefined {
  if (form === 'without-scope') return undefined;
  if (form === 'wildcard-scope') return '*';
  if (scope === undefined) return undefined;
  const [type, name = '', actions] = scope.split(':');
  if (form === 'wrong-scope') return `${type}:${name.split('/').at(-1)}-elsewhere:${actions}`;
  if (form === 'two-scopes-in-one') return `${scope} ${type}:${name}:metadata_read`;
  return scope;
}
