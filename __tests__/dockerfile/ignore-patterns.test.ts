import { describe, expect, test } from '@jest/globals';
import { IgnorePatterns, ignoreLines } from '../../src/dockerfile/ignore-patterns.ts';

function leavesOut(text: string, path: string): boolean {
  const bad: number[] = [];
  const patterns = IgnorePatterns.from(ignoreLines(text), (index) => bad.push(index));
  expect(bad).toEqual([]);
  return patterns.leavesOut(path);
}

/** Of https://github.com/moby/patternmatcher/blob/main/patternmatcher_test.go, and of Docker's documentation. */
describe('.dockerignore', () => {
  test.each([
    ['**', 'file', true],
    ['**/', 'dir/file', true],
    ['**/**', 'dir/file', true],
    ['dir/**', 'dir/dir2/file', true],
    ['**/dir2/*', 'dir/dir2/file', true],
    ['**/dir2/**', 'dir/dir2/dir2/file', true],
    ['**file', 'dir/dir/file', true],
    ['**/file', 'file', true],
    ['**/file', 'dir/dir/file', true],
    ['**/*.txt', 'dir/file.txt', true],
    ['a**/*.txt', 'a/file.txt', true],
    ['a/*.txt', 'a/dir/file.txt', false],
    ['a[b-d]e', 'ace', true],
    ['a[^b-d]e', 'ace', false],
    ['.*', 'foo', false],
    ['.*', '.foo', true],
    ['abc.def', 'abcZdef', false],
    ['abc?def', 'abcZdef', true],
    ['a\\*b', 'a*b', true],
    ['/a/b', 'a/b', true],
    ['a/', 'a/b/c', true],
    ['*', 'a/b', true],
    ['*\n!a', 'a', false],
    ['*\n!a/b', 'a/b', false],
    ['*\n!a/b', 'a/c', true],
    ['*.md\n!README*.md\nREADME-secret.md', 'README.md', false],
    ['*.md\n!README*.md\nREADME-secret.md', 'README-secret.md', true],
    ['# a\na', 'a', true],
    ['# a', 'a', false],
    [' ! a ', 'a', false],
    ['./a/../b', 'b', true],
    ['\ufeffa', 'a', true],
  ])('%j: %s is left out: %s', (text, path, expected) => {
    expect(leavesOut(text, path)).toBe(expected);
  });

  test.each(['a[', '[]', 'a\\'])('%s is not a pattern', (text) => {
    const bad: number[] = [];
    IgnorePatterns.from([text], (index) => bad.push(index));
    expect(bad).toEqual([0]);
  });
});
