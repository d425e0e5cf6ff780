import { describe, expect, test } from '@jest/globals';
import { parseChallenges } from '../../../src/registry/protocol/challenge.ts';

describe('parseChallenges', () => {
  test('a Bearer challenge with its parameters', () => {
    const line = 'Bearer realm="https://ghcr.io/token",service="ghcr.io",scope="repository:o/app:pull,push"';
    expect(parseChallenges([line])).toEqual([
      {
        scheme: 'bearer',
        parameters: { realm: 'https://ghcr.io/token', service: 'ghcr.io', scope: 'repository:o/app:pull,push' },
      },
    ]);
  });

  test('two challenges in one line and in two are the same', () => {
    const two = ['Bearer realm="https://a/token"', 'Basic realm="x, y"'];
    expect(parseChallenges([two.join(', ')])).toEqual(parseChallenges(two));
    expect(parseChallenges(two).map(({ scheme }) => scheme)).toEqual(['bearer', 'basic']);
  });

  test('escapes, missing quotes, spaces and upper case', () => {
    expect(parseChallenges(['BEARER Realm = "a\\"b" ,service=plain'])).toEqual([
      { scheme: 'bearer', parameters: { realm: 'a"b', service: 'plain' } },
    ]);
  });

  test('the first of two parameters of one name counts', () => {
    expect(parseChallenges(['Bearer realm="a",realm="b"'])[0]?.parameters).toEqual({ realm: 'a' });
  });

  test('a parameter cannot reach the prototype', () => {
    const [challenge] = parseChallenges(['Bearer __proto__="x",constructor="y"']);
    expect(challenge?.parameters.constructor).toBe('y');
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  test('a scheme alone, and nothing', () => {
    expect(parseChallenges(['Negotiate'])).toEqual([{ scheme: 'negotiate', parameters: {} }]);
    expect(parseChallenges(['', ',,,', '='])).toEqual([]);
  });

  test('of a line, no more than 16 KiB is read', () => {
    const [challenge] = parseChallenges([`Bearer realm="${'x'.repeat(1_000_000)}",service="y"`]);
    expect(challenge?.parameters).toEqual({ realm: 'x'.repeat(16 * 1024 - 'Bearer realm="'.length) });
    expect(parseChallenges(['"\\'.repeat(500_000)])).toEqual([]);
  });
});
