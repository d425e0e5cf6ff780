import { describe, expect, test } from '@jest/globals';
import type { Purpose } from '../../../src/registry/auth/authenticator.ts';
import { GrantedTokens } from '../../../src/registry/auth/granted-tokens.ts';
import type { Token } from '../../../src/registry/auth/token-answer.ts';

const PUSH: Purpose = { path: 'o/app', right: 'push', scopes: [] };
const PULL: Purpose = { path: 'o/app', right: 'pull', scopes: [] };

function setUp() {
  let [now, issued] = [0, 0];
  const tokens = new GrantedTokens({ now: () => now, sleep: async () => {} });
  const fetch = async (): Promise<Token> => {
    issued += 1;
    return { value: `token ${issued}`, stale: now + 50, expires: now + 60 };
  };
  return {
    tokens,
    get: async () => (await tokens.get('s', fetch)).value,
    issued: () => issued,
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

describe('tokens that a registry refuses', () => {
  test('one is fetched for all who wait', async () => {
    const { get, issued } = setUp();
    expect(new Set(await Promise.all([get(), get(), get()]))).toEqual(new Set(['token 1']));
    expect(issued()).toBe(1);
  });

  test('the first is replaced once for all who used it, and the second is the last', async () => {
    const { tokens, get, issued } = setUp();
    const first = await get();
    expect([1, 2, 3].map(() => tokens.refused(first, 's', PUSH))).toEqual([true, true, true]);
    const second = await get();
    expect([1, 2, 3].map(() => tokens.refused(second, 's', PUSH))).toEqual([false, false, false]);
    expect([await get(), issued()]).toEqual(['token 2', 2]);
  });

  test('a replacement that lets nobody do anything is not replaced for another right', async () => {
    const { tokens, get } = setUp();
    expect(tokens.refused(await get(), 's', PULL)).toBe(true);
    expect(tokens.refused(await get(), 's', PUSH)).toBe(false);
  });

  test('what lets pull need not let push', async () => {
    const { tokens, get } = setUp();
    expect(tokens.refused(await get(), 's', PUSH)).toBe(true);
    tokens.accepted(await get(), PULL);
    expect(tokens.refused(await get(), 's', PUSH)).toBe(false);
  });

  test('one that worked for a while, and one that has expired, are replaced again and again', async () => {
    const { tokens, get, issued, pass } = setUp();
    for (let time = 0; time < 3; time += 1) {
      expect(tokens.refused(await get(), 's', PUSH)).toBe(true);
      tokens.accepted(await get(), PUSH);
    }
    for (let time = 0; time < 3; time += 1) {
      const token = await get();
      pass(60);
      expect(tokens.refused(token, 's', PUSH)).toBe(true);
    }
    expect(issued()).toBe(6);
  });
});
