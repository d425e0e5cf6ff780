import { describe, expect, test } from '@jest/globals';
import { goUnquote } from '../../src/binary/go-unquote.ts';

describe('unquoting as Go does', () => {
  test.each([
    ['plain', 'plain'],
    ['""', ''],
    ['"a b"', 'a b'],
    ['`a\\n"b"`', 'a\\n"b"'],
    ['`a\r\nb`', 'a\nb'],
    ['"\\a\\b\\f\\n\\r\\t\\v\\\\\\""', '\x07\b\f\n\r\t\v\\"'],
    ['"\\u00e9\\U0001f600"', 'é😀'],
    ['"\\xc3\\xa9"', 'é'],
    ['"\\303\\251"', 'é'],
    ['"é"', 'é'],
    ['"\\Uffffffff"', '\ufffd'],
    ['"', '"'],
    ['"open', '"open'],
    ["'x'", "'x'"],
    ['"\\q"', '\\q'],
  ])('makes %j to %j', (quoted, text) => {
    expect(goUnquote(quoted)).toBe(text);
  });
});
