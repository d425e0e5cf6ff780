import { describe, expect, test } from '@jest/globals';
import { parseToken } from '../../../src/registry/auth/token-answer.ts';

const read = (document: unknown) => parseToken(Buffer.from(JSON.stringify(document)), 0);

describe('parseToken', () => {
  test('a token without expires_in lives for a minute', () => {
    expect(read({ token: 'a' })).toEqual({ value: 'a', expires: 60_000, stale: 50_000 });
  });

  test('a token is renewed in time, in proportion to a short life', () => {
    expect(read({ access_token: 'a', expires_in: 300 })).toMatchObject({ stale: 290_000 });
    expect(read({ access_token: 'a', expires_in: 2 })).toMatchObject({ expires: 2000, stale: 1600 });
  });

  test.each([{}, { token: '' }, { token: 'a\nb' }, { token: 5 }, null, [], 'x'])('%j holds no token', (document) => {
    expect(read(document)).toBeUndefined();
  });

  test.each([-1, 0, 'soon', null, 1e300])('a life of %j is not believed', (life) => {
    expect(read({ token: 'a', expires_in: life })?.expires).toBeLessThanOrEqual(12 * 3_600_000);
  });
});
