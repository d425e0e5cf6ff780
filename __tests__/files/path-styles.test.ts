import { posix, win32 } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { forwardSlashes, splitPattern } from '../../src/files/path-pattern.ts';
import { isInside } from '../../src/files/workspace.ts';

const isDynamic = (part: string) => /[*?[{]/.test(part);

describe('a path in either style', () => {
  test.each([
    ['dist\\app', win32, 'dist/app'],
    ['C:\\repo\\dist\\*', win32, 'C:/repo/dist/*'],
    ['dist/app', win32, 'dist/app'],
    ['dist\\app', posix, 'dist/app'],
    ['dist\\app\\*.so', posix, 'dist/app\\*.so'],
    ['dist\\[a\\]', posix, 'dist\\[a\\]'],
  ])('%s has slashes', (text, style, expected) => {
    expect(forwardSlashes(text, style)).toBe(expected);
  });

  test.each([
    ['C:/*', win32, 'C:/', '*'],
    ['C:/repo/dist/app_*/x', win32, 'C:/repo/dist', 'app_*/x'],
    ['//server/share/dist/*', win32, '//server/share/dist', '*'],
    ['dist/*', win32, 'dist', '*'],
    ['/*', posix, '/', '*'],
    ['/repo/a*/b', posix, '/repo', 'a*/b'],
    ['*', posix, '', '*'],
    ['dist/**/', posix, 'dist', '**'],
  ])('%s is a directory and a pattern in it', (pattern, style, base, rest) => {
    expect(splitPattern(pattern, isDynamic, style)).toEqual({ base, rest });
  });

  test.each([
    ['C:\\repo', 'C:\\repo\\app', win32, true],
    ['C:\\repo', 'c:\\REPO\\app', win32, true],
    ['C:\\repo', 'C:\\repo', win32, true],
    ['C:\\repo', 'C:\\reposts', win32, false],
    ['C:\\repo', 'D:\\repo\\app', win32, false],
    ['C:\\repo', '\\\\server\\share\\app', win32, false],
    ['C:\\repo', 'C:\\', win32, false],
    ['/repo', '/repo/..app', posix, true],
    ['/repo', '/reposts', posix, false],
    ['/repo', '/', posix, false],
  ])('of %s and %s it is known whether the second is inside', (directory, place, style, expected) => {
    expect(isInside(directory, place, style)).toBe(expected);
  });
});
