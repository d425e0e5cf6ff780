import { describe, expect, test } from '@jest/globals';
import { nearest } from '../../src/files/near-names.ts';

describe('nearest', () => {
  test.each([
    ['app', ['app-linux-amd64', 'zebra'], ['app-linux-amd64']],
    ['confg.yaml', ['config.yaml', 'config.json'], ['config.yaml']],
    ['App', ['app'], ['app']],
    ['server', ['client', 'db'], []],
    ['a', ['abc', 'xyz'], []],
  ])('finds what "%s" may have meant among %j', (wanted, names, expected) => {
    expect(nearest(wanted, names)).toEqual(expected);
  });

  test('gives three at the most, and looks at no more than some thousands', () => {
    const names = Array.from({ length: 100_000 }, (_, index) => `app${index}`);
    expect(nearest('app', names)).toHaveLength(3);
  });

  test('is quick with long names', () => {
    const started = performance.now();
    nearest(
      'x'.repeat(4_000),
      Array.from({ length: 200 }, () => 'y'.repeat(4_000)),
    );
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
