import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { tokenCredentials, userCredentials } from '../../src/credentials/sealed-credentials.ts';

describe('credentials', () => {
  test.each([
    ['a password', userCredentials('octocat', 'hunter22', 'the test')],
    ['a refresh token', userCredentials('<token>', 'hunter22', 'the test')],
    ['a ready token', tokenCredentials('registry-token', 'hunter22', 'the test')],
  ])('show no proof where they are printed or turned into JSON, be it %s', (_, credentials) => {
    const printed = `${inspect(credentials, { depth: 9, showHidden: true })} ${JSON.stringify([credentials])} ${credentials}`;
    expect(printed).toContain('the test');
    expect(printed).not.toContain('hunter22');
    expect(JSON.stringify(credentials.reveal())).toContain('hunter22');
  });

  test('are the same where the same is shown, and said to come from the same place', () => {
    const [one, other] = [0, 1].map(() => userCredentials('octocat', 'hunter22', 'the test'));
    expect(one?.isSameAs(other)).toBe(true);
    for (const different of [
      undefined,
      userCredentials('octocat', 'hunter23', 'the test'),
      userCredentials('octodog', 'hunter22', 'the test'),
      userCredentials('octocat', 'hunter22', 'elsewhere'),
      tokenCredentials('identity-token', 'hunter22', 'the test'),
    ]) {
      expect(one?.isSameAs(different)).toBe(false);
      expect(different?.isSameAs(one) ?? false).toBe(false);
    }
  });

  test('of tokens are the same by kind and token', () => {
    const refresh = tokenCredentials('identity-token', 'hunter22', 'the test');
    expect(refresh.isSameAs(userCredentials('<token>', 'hunter22\n', 'the test'))).toBe(true);
    expect(refresh.isSameAs(tokenCredentials('identity-token', 'hunter23', 'the test'))).toBe(false);
    expect(refresh.isSameAs(tokenCredentials('registry-token', 'hunter22', 'the test'))).toBe(false);
  });
});
