import { SERVICE } from './challenge.ts';
import type { Exchange } from './exchange.ts';
import type { AuthOptions } from './options.ts';
import { forbidden, refused, refusedAs } from './refusal.ts';
import type { State } from './state.ts';

type BearerOptions = Extract<AuthOptions, { kind: 'bearer' }>;

const SCOPE = /^repository(?:\([a-z]+\))?:([a-z0-9._/-]+):([a-z_*,]+)$/;
const REFUSED = 'authentication failed';

/**
 * GET with Basic, or an OAuth2 POST.
 * https://distribution.github.io/distribution/spec/auth/token/ and https://distribution.github.io/distribution/spec/auth/oauth/
 */
export async function answerToken(exchange: Exchange, state: State): Promise<void> {
  const { auth } = state;
  if (auth.kind !== 'bearer') throw refused(404, 'UNSUPPORTED', 'there is no token server');
  if (exchange.method === 'GET') return answerGet(exchange, state, auth);
  if (exchange.method === 'POST') return answerPost(exchange, state, auth);
  throw forbidden(405, 'UNSUPPORTED', `${exchange.method} is not a way to ask for a token`);
}

async function answerGet(exchange: Exchange, state: State, auth: BearerOptions): Promise<void> {
  if (state.quirks.tokenGet !== undefined) throw refusedAs(state.quirks.tokenGet);
  const [scheme = '', pair = ''] = (exchange.header('authorization') ?? '').split(' ');
  const known = scheme.toLowerCase() === 'basic' && state.access.isUser(pair);
  if (!known && (scheme !== '' || auth.anonymousPull !== true)) throw refused(401, 'UNAUTHORIZED', REFUSED);
  checkService(exchange.query);
  await grant(exchange, state, exchange.query, known);
}

async function answerPost(exchange: Exchange, state: State, auth: BearerOptions): Promise<void> {
  if (state.quirks.tokenPost !== undefined) throw refused(state.quirks.tokenPost, 'UNSUPPORTED', 'not supported');
  const form = new URLSearchParams((await exchange.bytes(65536))?.toString('utf8'));
  checkService(form);
  if (!form.has('client_id')) throw forbidden(400, 'UNSUPPORTED', 'client_id is missing');
  const pair = Buffer.from(`${form.get('username')}:${form.get('password')}`).toString('base64');
  const known =
    form.get('grant_type') === 'refresh_token'
      ? (auth.identityTokens ?? []).includes(form.get('refresh_token') ?? '')
      : form.get('grant_type') === 'password' && state.access.isUser(pair);
  if (!known) throw refused(401, 'UNAUTHORIZED', REFUSED);
  await grant(exchange, state, form, true);
}

function checkService(asked: URLSearchParams): void {
  if (asked.get('service') !== SERVICE) throw forbidden(400, 'DENIED', `service "${asked.get('service')}" is unknown`);
}

async function grant(exchange: Exchange, state: State, asked: URLSearchParams, known: boolean): Promise<void> {
  const { quirks, access } = state;
  const scopes = quirks.grants === 'first' ? asked.getAll('scope').slice(0, 1) : asked.getAll('scope');
  const issued = access.issue(grants(scopes, known && quirks.grants !== 'pull'));
  const token = 'tokenValue' in quirks ? quirks.tokenValue : issued;
  const answer = {
    ...(['access_token', 'none'].includes(quirks.tokenField) ? {} : { token }),
    ...(['token', 'none'].includes(quirks.tokenField) ? {} : { access_token: token }),
    ...(quirks.expiresIn === 'absent' ? {} : { expires_in: Math.round(access.lifetime / 1000) }),
  };
  await exchange.answer(200, { 'content-type': 'application/json' }, Buffer.from(JSON.stringify(answer)));
}

/** Fewer actions than were asked for are not an error: the request that needs them meets a 401 then. */
function grants(scopes: readonly string[], known: boolean): Map<string, Set<string>> {
  const granted = new Map<string, Set<string>>();
  for (const scope of scopes.flatMap((text) => text.split(' ')).filter((text) => text !== '')) {
    const [, name, actions] = scope === '*' ? ['', '*', '*'] : (SCOPE.exec(scope) ?? []);
    if (name === undefined || actions === undefined) throw forbidden(400, 'DENIED', `"${scope}" is not a valid scope`);
    const allowed = actions.split(',').filter((action) => known || action === 'pull');
    granted.set(name, new Set([...(granted.get(name) ?? []), ...allowed]));
  }
  return granted;
}
