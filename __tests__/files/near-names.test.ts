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

  test('gives three at most, and looks at no more than the first five thousand', () => {
    const names = Array.from({ length: 100_000 }, (_, index) => `app${index}`);
    expect(nearest('app', names)).toHaveLength(3);
    expect(nearest('server', [...names, 'server'])).toEqual([]);
  });

  test('compares no more than the first hundred characters of a name', () => {
    const start = 'a'.repeat(100);
    const name = start + 'y'.repeat(4_000);
    expect(nearest(start + 'x'.repeat(4_000), [name])).toEqual([name]);
  });
});
