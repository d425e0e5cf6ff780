import { posix, win32 } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { forwardSlashes, splitPattern } from '../../src/files/path-pattern.ts';
import { isInside } from '../../src/files/workspace.ts';

const isDynamic = (part: string) => /[*?[{]/.test(part);

describe('a path in either style', () => {
  test.each([
    ['dist\\app', win32, 'dist/app'],
    ['C:\\work\\dist\\*', win32, 'C:/work/dist/*'],
    ['dist/app', win32, 'dist/app'],
    ['dist\\app', posix, 'dist/app'],
    ['dist\\app\\*.so', posix, 'dist/app\\*.so'],
    ['dist\\[a\\]', posix, 'dist\\[a\\]'],
  ])('%s has slashes', (text, style, expected) => {
    expect(forwardSlashes(text, style)).toBe(expected);
  });

  test.each([
    ['C:/*', win32, 'C:/', '*'],
    ['C:/work/dist/app_*/x', win32, 'C:/work/dist', 'app_*/x'],
    ['//server/share/dist/*', win32, '//server/share/dist', '*'],
    ['dist/*', win32, 'dist', '*'],
    ['/*', posix, '/', '*'],
    ['/work/a*/b', posix, '/work', 'a*/b'],
    ['*', posix, '', '*'],
    ['dist/**/', posix, 'dist', '**'],
  ])('%s is a directory and a pattern in it', (pattern, style, base, rest) => {
    expect(splitPattern(pattern, isDynamic, style)).toEqual({ base, rest });
  });

  test.each([
    ['C:\\work', 'C:\\work\\app', win32, true],
    ['C:\\work', 'c:\\WORK\\app', win32, true],
    ['C:\\work', 'C:\\work', win32, true],
    ['C:\\work', 'C:\\workshop', win32, false],
    ['C:\\work', 'D:\\work\\app', win32, false],
    ['C:\\work', '\\\\server\\share\\app', win32, false],
    ['C:\\work', 'C:\\', win32, false],
    ['/work', '/work/..app', posix, true],
    ['/work', '/workshop', posix, false],
    ['/work', '/', posix, false],
  ])('of %s and %s it is known whether the second is inside', (directory, place, style, expected) => {
    expect(isInside(directory, place, style)).toBe(expected);
  });
});
