import { describe, expect, test } from '@jest/globals';
import { CookieJar } from '../../../src/registry/http/cookie-jar.ts';
import type { HttpAnswer } from '../../../src/registry/http/message.ts';

const HOME = 'https://r.example.com/v2/o/app/blobs/uploads/';

function jarWith(...lines: string[]): CookieJar {
  const jar = new CookieJar();
  for (const line of lines)
    jar.keep({ url: new URL(HOME), headers: { 'set-cookie': [line] } } as unknown as HttpAnswer);
  return jar;
}

describe('the cookies of an upload', () => {
  test.each([
    [['AWSALB=x/y+z==; Path=/; Expires=Thu, 03 Dec 2026 00:00:00 GMT', 'SERVERID=a'], 'AWSALB=x/y+z==; SERVERID=a'],
    [['a=1; path=/', 'a=2; path=/'], 'a=2'],
    [['a=1', 'b=2; path=/other', 'c=3; Path=/v2/o'], 'a=1; c=3'],
    [['a=1', 'a=; Max-Age=0'], undefined],
    [['a=1\r\nx: y', 'no cookie', '=b', 'c=\u0001'], undefined],
    [[`a=${'x'.repeat(5000)}`], undefined],
  ])('%j', (lines, expected) => {
    expect(jarWith(...lines).headerFor(new URL(HOME))).toBe(expected);
  });

  test.each([
    'https://r.example.com:444/v2/',
    'http://r.example.com/v2/',
    'https://example.com/v2/',
    'https://x.r.example.com/v2/',
  ])('do not go to %s, whatever domain they name', (url) => {
    expect(jarWith('a=1; Domain=example.com').headerFor(new URL(url))).toBeUndefined();
  });

  test('are twenty at the most', () => {
    const jar = jarWith(...Array.from({ length: 30 }, (_, number) => `n${number}=1`));
    expect(jar.headerFor(new URL(HOME))?.split('; ')).toHaveLength(20);
  });
});
