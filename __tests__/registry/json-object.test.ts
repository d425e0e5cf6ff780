import { describe, expect, test } from '@jest/globals';
import { jsonObject } from '../../src/registry/json-object.ts';

const nested = (levels: number) => `{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`;

describe('an object from a registry', () => {
  test('is read with brackets and quotes in its texts', () => {
    const value = { a: `${'['.repeat(500)}"\\`, b: [{ c: '\\"{' }] };
    expect(jsonObject(JSON.stringify(value))).toEqual(value);
  });

  test.each([101, 50_000, 1_000_000])('of %d nested lists is nothing that could be gone through', (levels) => {
    expect(jsonObject(nested(levels))).toBeUndefined();
    expect(jsonObject(nested(levels).replaceAll('[', '{"a":').replaceAll(']', '}'))).toBeUndefined();
  });

  test.each(['[]', '"x"', 'null', '{"a":', '"', '{"a\\'])('is not %s', (text) => {
    expect(jsonObject(text)).toBeUndefined();
  });

  test('may be nested as deep as any real document', () => {
    expect(jsonObject(nested(90))).toBeDefined();
  });
});
