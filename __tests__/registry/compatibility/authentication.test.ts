import { describe, expect, test } from '@jest/globals';
import { tokenCredentials, userCredentials } from '../../../src/credentials/sealed-credentials.ts';
import { HOSTILE_TOKENS, TOKENS, USER } from '../../../testing/strict-registry/behaviours/tokens.ts';
import { behaviourNamed, pushAndFail, pushAndValidate, WAYS, withRegistry } from '../support/compatibility.ts';
import { makeSampleImage, pushSample } from '../support/sample-push.ts';

describe('ways to ask who is there', () => {
  test.each(TOKENS.map((behaviour) => [behaviour.name, behaviour] as const))('%s is answered', async (_, behaviour) => {
    const registry = await pushAndValidate(behaviour, WAYS[1]);
    const tokens = registry.requests.filter(({ endpoint }) => endpoint === 'token');
    expect(tokens.every(({ inFlight }) => inFlight >= 1)).toBe(true);
  });

  test('a cold push asks for one token', async () => {
    const registry = await pushAndValidate(behaviourNamed(TOKENS, 'Bearer'), WAYS[1]);
    expect(registry.requests.filter(({ endpoint }) => endpoint === 'token')).toHaveLength(1);
  });

  test.each([404, 405, 400])('a refresh token gets through where POST is answered with %i', async (status) => {
    const behaviour = behaviourNamed(TOKENS, `POST for a token answered with ${status}`);
    await withRegistry(
      [{ ...behaviour, auth: { kind: 'bearer', users: { '<token>': 'refresh' }, identityTokens: ['refresh'] } }],
      async (registry, { client }) => {
        await pushSample(client, makeSampleImage(1000), 'ready');
        const methods = registry.requests.filter(({ endpoint }) => endpoint === 'token').map(({ method }) => method);
        expect(methods).toEqual(['POST', 'GET']);
      },
      { credentials: tokenCredentials('identity-token', 'refresh', 'the test') },
    );
  });

  test('a refresh token is sent by POST', async () => {
    await withRegistry(
      [{ name: 'refresh tokens', auth: { kind: 'bearer', users: {}, identityTokens: ['refresh'] } }],
      async (registry, { client }) => {
        await pushSample(client, makeSampleImage(1000), 'ready');
        expect(registry.requests.find(({ endpoint }) => endpoint === 'token')?.method).toBe('POST');
      },
      { credentials: tokenCredentials('identity-token', 'refresh', 'the test') },
    );
  });
});

describe('challenges that must not be met', () => {
  test('a realm at a link-local address gets nothing', async () => {
    const error = await pushAndFail(behaviourNamed(HOSTILE_TOKENS, 'a realm at a link-local address'));
    expect(error.message).toMatch(/The token server .* is a link-local address, so it gets no credentials/);
  });

  test('a 401 without a challenge names the registry, the user and what to set', async () => {
    const error = await pushAndFail(behaviourNamed(HOSTILE_TOKENS, '401 without a challenge'));
    expect(error.message).toMatch(/ failed: 401 /);
    expect(error.hint).toMatch(/does not say how .*the user "octocat" \(from the test\) was not shown to it/);
  });

  test('a login of another kind is called by its name, and nobody is said to be refused', async () => {
    const error = await pushAndFail(behaviourNamed(HOSTILE_TOKENS, '401 that asks for NTLM'));
    expect(error).toMatchObject({ code: 'credentials' });
    expect(error.hint).toMatch(/asks for a login by negotiate, ntlm, so the user "octocat" .* was not shown to it/);
  });

  test.each(['Basic', 'Bearer'])('a wrong password is one error that says which (%s)', async (name) => {
    const error = await pushAndFail(behaviourNamed(TOKENS, name), {
      credentials: userCredentials(USER.username, 'wrong', 'the inputs'),
    });
    expect(error).toMatchObject({ code: 'credentials' });
    expect(error.hint).toMatch(/^127\.0\.0\.1:\d+ does not accept the user "octocat" \(from the inputs\)/);
    expect(`${error.message} ${error.hint}`).not.toContain('wrong');
  });

  test('every secret is masked before it is used', async () => {
    await withRegistry([behaviourNamed(TOKENS, 'Bearer')], async (registry, { client, log }) => {
      await pushSample(client, makeSampleImage(1000), 'ready');
      const sent = registry.requests.flatMap(({ headers }) => headers.authorization?.split(' ')[1] ?? []);
      expect(sent.length).toBeGreaterThan(0);
      expect(sent.filter((secret) => !log.secrets.includes(secret))).toEqual([]);
      const printed = log.lines.join('\n');
      expect(log.secrets.filter((secret) => printed.includes(secret))).toEqual([]);
    });
  });
});
