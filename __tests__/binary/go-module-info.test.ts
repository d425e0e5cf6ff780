import { describe, expect, test } from '@jest/globals';
import { parseModuleInfo } from '../../src/binary/go-module-info.ts';

describe('the list of modules in a Go program', () => {
  test.each([
    ['build\tGOOS=linux', { GOOS: 'linux' }],
    ['build\tCGO_CFLAGS=', { CGO_CFLAGS: '' }],
    ['build\t-tags="a b"', { '-tags': 'a b' }],
    ['build\t-ldflags=`say "hi"`', { '-ldflags': 'say "hi"' }],
    ['build\t"odd=key"=value', { 'odd=key': 'value' }],
    ['build\t"a\\"=b"="c=d"', { 'a"=b': 'c=d' }],
    ['build\tX=a=b', { X: 'a=b' }],
    ['build\tX="tab\\there"', { X: 'tab\there' }],
    ['build\tno-value', {}],
    ['build\t=value', {}],
    ['build\t__proto__=x', JSON.parse('{"__proto__":"x"}')],
  ])('reads the setting %j', (line, settings) => {
    expect(parseModuleInfo(line).settings).toEqual(settings);
  });

  test('replaces the main module too, as a build of `go install` with a workspace does', () => {
    const { main } = parseModuleInfo('mod\texample.com/a\tv1.0.0\n=>\texample.com/b\tv1.1.0\th1:b=');
    expect(main).toEqual({ path: 'example.com/b', version: 'v1.1.0', sum: 'h1:b=' });
  });

  test('ignores a replacement of nothing, and one with too few columns', () => {
    expect(parseModuleInfo('=>\texample.com/b\tv1\t\ndep\ta\tv1\n=>\tb').dependencies).toEqual([
      { path: 'a', version: 'v1' },
    ]);
  });

  test('of an empty text is empty', () => {
    expect(parseModuleInfo('')).toEqual({ dependencies: [], settings: {} });
  });

  test('may be megabytes of quotes, of backslashes or of replacements', () => {
    expect(parseModuleInfo(`build\t"${'\\'.repeat(2_000_000)}`).settings).toEqual({});
    expect(parseModuleInfo(`build\t${'"a'.repeat(1_000_000)}`).settings).toEqual({});
    expect(parseModuleInfo('dep\n=>\ta\tb\tc\n'.repeat(100_000)).dependencies).toHaveLength(100_000);
  });
});
