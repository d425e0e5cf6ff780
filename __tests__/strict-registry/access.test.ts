import { afterEach, describe, expect, test } from '@jest/globals';
import { USER } from '../../testing/strict-registry/behaviours/tokens.ts';
import type { StrictRegistryOptions } from '../../testing/strict-registry/options.ts';
import { type StrictRegistry, startStrictRegistry } from '../../testing/strict-registry/strict-registry.ts';
import { OCTETS, send } from '../support/plain-client.ts';

const BASIC = `Basic ${Buffer.from(`${USER.username}:${USER.password}`).toString('base64')}`;
const WRONG = `Basic ${Buffer.from(`${USER.username}:wrong`).toString('base64')}`;
const BEARER = { kind: 'bearer', users: { [USER.username]: USER.password } } as const;

describe('access to the strict registry', () => {
  let registry: StrictRegistry;

  afterEach(() => registry.close());

  async function start(options: StrictRegistryOptions): Promise<void> {
    registry = await startStrictRegistry(options);
  }

  const open = (authorization?: string) =>
    send('POST', `${registry.origin}/v2/o/app/blobs/uploads/`, {
      'content-length': '0',
      ...(authorization === undefined ? {} : { authorization }),
    });
  const token = async (query: string, authorization = BASIC) =>
    send('GET', `${registry.origin}/token?${query}`, { authorization });
  const tokenFor = async (scope: string) =>
    `Bearer ${JSON.parse((await token(`service=strict-registry&scope=${scope}`)).text).token}`;

  test('by Basic needs the right password', async () => {
    await start({ auth: { kind: 'basic', users: BEARER.users } });
    expect(await open()).toMatchObject({
      status: 401,
      headers: { 'www-authenticate': 'Basic realm="strict-registry"' },
    });
    expect(await open(WRONG)).toMatchObject({ status: 401 });
    expect(await open(BASIC)).toMatchObject({ status: 202 });
  });

  test('by Bearer needs a token for the repository and the action', async () => {
    await start({ auth: BEARER });
    const challenge = (await open()).headers['www-authenticate'];
    expect(challenge).toBe(
      `Bearer realm="${registry.origin}/token",service="strict-registry",scope="repository:o/app:pull,push"`,
    );
    expect(await open(BASIC)).toMatchObject({ status: 401 });
    expect(await open(await tokenFor('repository:o/app:pull'))).toMatchObject({ status: 401 });
    expect(await open(await tokenFor('repository:o/other:pull,push'))).toMatchObject({ status: 401 });
    expect(await open(await tokenFor('repository:o/app:pull,push'))).toMatchObject({ status: 202 });
  });

  test('by a token ends with its life', async () => {
    await start({ auth: { ...BEARER, lifetime: 0.05 } });
    const authorization = await tokenFor('repository:o/app:pull,push');
    expect(await open(authorization)).toMatchObject({ status: 202 });
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await open(authorization)).toMatchObject({ status: 401 });
  });

  test('is refused at the token server for a wrong password, service or scope', async () => {
    await start({ auth: BEARER });
    expect(await token('service=strict-registry&scope=repository:o/app:pull', WRONG)).toMatchObject({ status: 401 });
    expect(await token('service=other&scope=repository:o/app:pull')).toMatchObject({ status: 400 });
    expect(await token('service=strict-registry&scope=nonsense')).toMatchObject({ status: 400 });
  });

  test('is granted by an OAuth2 POST with a password or a refresh token', async () => {
    await start({ auth: { ...BEARER, identityTokens: ['refresh-me'] } });
    const post = async (form: Record<string, string>) => {
      const body = new URLSearchParams({ service: 'strict-registry', scope: 'repository:o/app:pull,push', ...form });
      return send('POST', `${registry.origin}/token`, {}, body.toString());
    };
    const client = { client_id: 'test' };
    expect(await post({ ...client, grant_type: 'password', ...USER })).toMatchObject({ status: 200 });
    expect(await post({ ...client, grant_type: 'refresh_token', refresh_token: 'refresh-me' })).toMatchObject({
      status: 200,
    });
    expect(await post({ ...client, grant_type: 'refresh_token', refresh_token: 'other' })).toMatchObject({
      status: 401,
    });
    expect(await post({ grant_type: 'password', ...USER })).toMatchObject({ status: 400 });
  });

  test('for everybody is to pull only', async () => {
    await start({ auth: { ...BEARER, anonymousPull: true } });
    const answer = await send(
      'GET',
      `${registry.origin}/token?service=strict-registry&scope=repository:o/app:pull,push`,
    );
    const authorization = `Bearer ${JSON.parse(answer.text).token}`;
    expect(await send('GET', `${registry.origin}/v2/o/app/tags/list`, { authorization })).toMatchObject({
      status: 404,
    });
    expect(await open(authorization)).toMatchObject({ status: 401 });
  });

  test('to the second origin is by the Location alone', async () => {
    await start({ auth: BEARER, quirks: { location: 'other-port' } });
    const authorization = await tokenFor('repository:o/app:pull,push');
    const location = String((await open(authorization)).headers.location);
    expect(location.startsWith(registry.storageOrigin)).toBe(true);
    expect(await send('PATCH', location, { ...OCTETS, authorization }, 'x')).toMatchObject({ status: 400 });
    expect(registry.violations[0]).toContain('Authorization was sent to another origin');
    expect(await send('PATCH', location, OCTETS, 'x')).toMatchObject({ status: 202 });
  });

  test('by the owner is neither recorded nor disturbed', async () => {
    await start({ auth: BEARER });
    expect(await open(registry.ownerAuthorization)).toMatchObject({ status: 202 });
    expect(registry.requests).toEqual([]);
  });

  test.each([
    ['without-scope', 'Bearer realm="R/token",service="strict-registry"'],
    ['wildcard-scope', 'Bearer realm="R/token",service="strict-registry",scope="*"'],
    ['relative-realm', 'Bearer realm="/token",service="strict-registry",scope="repository:o/app:pull,push"'],
    [
      'two-in-one-header',
      'Bearer realm="R/token",service="strict-registry",scope="repository:o/app:pull,push", Basic realm="strict-registry"',
    ],
    [
      'two-headers',
      'Basic realm="strict-registry", Bearer realm="R/token",service="strict-registry",scope="repository:o/app:pull,push"',
    ],
    ['missing', undefined],
  ] as const)('is asked for in the form %s', async (challenge, expected) => {
    await start({ auth: BEARER, quirks: { challenge } });
    expect((await open()).headers['www-authenticate']).toBe(expected?.replace('R', registry.origin));
  });

  test('asks for Basic after Bearer as Harbor does', async () => {
    await start({ auth: BEARER, quirks: { basicAfterBearer: true } });
    expect((await open('Bearer stale')).headers['www-authenticate']).toBe('Basic realm="harbor"');
    expect((await open()).headers['www-authenticate']).toContain('Bearer realm=');
  });

  test('takes the password itself as a token where GHCR does', async () => {
    await start({ auth: BEARER, quirks: { directBearer: true } });
    const direct = (text: string) => open(`Bearer ${Buffer.from(text).toString('base64')}`);
    expect(await direct(USER.password)).toMatchObject({ status: 202 });
    expect(await direct('wrong')).toMatchObject({ status: 401 });
  });
});
