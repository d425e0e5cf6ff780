import { describe, expect, test } from '@jest/globals';
import {
  readBoolean,
  readDuration,
  readPairs,
  readSize,
  readWholeNumber,
  splitWords,
} from '../../src/inputs/values.ts';
import { parseRepository } from '../../src/oci/reference.ts';

describe('a duration', () => {
  test.each([
    ['90s', 90_000],
    ['2m', 120_000],
    ['1m30s', 90_000],
    ['500ms', 500],
    ['0', 0],
    ['45', 45_000],
    ['1.5s', 1500],
  ])('%s is %d milliseconds', (text, milliseconds) => {
    expect(readDuration('timeout', text)).toBe(milliseconds);
  });

  test.each(['soon', '1 day', '-1s', '5x', 's', '1m 30s'])('%s is refused with an example', (text) => {
    expect(() => readDuration('timeout', text)).toThrow(
      `timeout: "${text}" is not a duration such as 90s, 2m or 1m30s`,
    );
  });
});

describe('a size', () => {
  test.each([
    ['16MiB', 16 * 1024 * 1024],
    ['100MB', 100_000_000],
    ['5000000', 5_000_000],
    ['64k', 64_000],
    ['1.5GiB', 1.5 * 1024 ** 3],
    ['10 kib', 10_240],
    ['300B', 300],
  ])('%s is %d bytes', (text, bytes) => {
    expect(readSize('chunk-size', text)).toBe(bytes);
  });

  test('anything else is refused', () => {
    expect(() => readSize('chunk-size', 'big')).toThrow('chunk-size: "big" is not a size such as 16MiB');
  });
});

describe('small values', () => {
  test('a boolean is true or false in any case, and nothing else', () => {
    expect(readBoolean('overwrite', 'TRUE')).toBe(true);
    expect(() => readBoolean('overwrite', 'yes')).toThrow('overwrite: "yes" is not one of true, false');
  });

  test('a number keeps to its range', () => {
    expect(readWholeNumber('concurrency', '8', 1, 64)).toBe(8);
    for (const text of ['0', '65', '1.5', 'many', '-3']) {
      expect(() => readWholeNumber('concurrency', text, 1, 64)).toThrow('is not a whole number from 1 to 64');
    }
  });

  test('a pair is split at its first equals sign, and the last of a key wins', () => {
    expect(readPairs('labels', ['a=1', 'url=https://x/?a=b', 'a=2'])).toEqual({ a: '2', url: 'https://x/?a=b' });
    expect(() => readPairs('labels', ['oops'])).toThrow('labels: "oops" is not of the form key=value');
  });

  test('words are split as a shell does, and quotes keep them together', () => {
    expect(splitWords('smoke-test', `--version  'a b' x"y z"w`)).toEqual(['--version', 'a b', 'xy zw']);
    expect(() => splitWords('smoke-test', `say "hello`)).toThrow('has no end');
  });
});

test.each([
  ['a switch', () => readBoolean('overwrite', 'a\u001b[31mb')],
  ['a duration', () => readDuration('timeout', 'a\u001b[31mb')],
  ['a size', () => readSize('chunk-size', 'a\u001b[31mb')],
  ['an image', () => parseRepository('ghcr.io/a\u001b[31mb')],
])('%s is repeated without escape sequences', (_, read) => {
  expect(read).toThrow('a [31mb"');
});
