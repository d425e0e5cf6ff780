import { describe, expect, test } from '@jest/globals';
import { exclusionOf } from '../../src/files/exclusion.ts';

describe('exclude', () => {
  test.each([
    ['*.md', 'README.md', true],
    ['*.md', 'docs/README.md', false],
    ['**/*.md', 'docs/deep/README.md', true],
    ['**/*.md', 'README.md', true],
    ['docs', 'docs/README.md', true],
    ['docs/', 'docs', true],
    ['/docs', 'docs', true],
    ['docs', 'docs2', false],
    ['doc?', 'docs', true],
    ['doc?', 'doc/', false],
    ['[a-c]*', 'beta', true],
    ['[!a-c]*', 'beta', false],
    ['a/**', 'a/b/c', true],
    ['a/**/c', 'a/c', true],
    ['a.b', 'axb', false],
    ['**', 'anything', true],
    ['\\*', '*', true],
    ['\\*', 'x', false],
    ['x', '', false],
    ['[]a]', ']', true],
    ['a*b*c', 'aXbXbXc', true],
    ['a*b*c', 'aXbXbX', false],
    ['**/a/**', 'x/a/b', true],
    ['**/a/**', 'x/a', false],
  ])('%j and %j: %j', (pattern, path, expected) => {
    expect(exclusionOf([pattern])(path)).toBe(expected);
  });

  test('nothing is left out without a pattern', () => {
    expect(exclusionOf()('x')).toBe(false);
  });

  test('many stars take no time', () => {
    expect(exclusionOf(['*'.repeat(5000)])('x'.repeat(255))).toBe(true);
    expect(exclusionOf([`${'*x'.repeat(60)}*y`])('x'.repeat(255))).toBe(false);
    expect(exclusionOf([`${'**/'.repeat(50)}y`])(`${'x/'.repeat(500)}z`)).toBe(false);
    expect(exclusionOf([`${'**/x/'.repeat(50)}y`])(`${'x/'.repeat(500)}z`)).toBe(false);
  });
});
