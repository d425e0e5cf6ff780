import { describe, expect, test } from '@jest/globals';
import { parseReceived } from '../../../src/registry/protocol/byte-range.ts';
import { nextLink } from '../../../src/registry/protocol/link.ts';
import { parseLocation, withParameter } from '../../../src/registry/protocol/location.ts';
import { parseRetryAfter } from '../../../src/registry/protocol/retry-after.ts';

const FROM = new URL('http://r.example.com:5000/v2/o/app/blobs/uploads/');

describe('Location', () => {
  test.each([
    ['/v2/o/app/blobs/uploads/1?_state=a%3D', 'http://r.example.com:5000/v2/o/app/blobs/uploads/1?_state=a%3D'],
    ['1?x=y', 'http://r.example.com:5000/v2/o/app/blobs/uploads/1?x=y'],
    ['//s.example.com/up', 'http://s.example.com/up'],
    ['r.example.com:5000/v2/o/app/blobs/uploads/1', 'http://r.example.com:5000/v2/o/app/blobs/uploads/1'],
    ['s.example.com/v2/o/app/blobs/uploads/1', 'http://s.example.com/v2/o/app/blobs/uploads/1'],
    ['localhost:5000/v2/o/app/blobs/uploads/1', 'http://localhost:5000/v2/o/app/blobs/uploads/1'],
    ['https://s.example.com/a?b=c', 'https://s.example.com/a?b=c'],
  ])('%s', (value, expected) => {
    expect(parseLocation(value, FROM)?.href).toBe(expected);
  });

  test.each([undefined, '', 'http://', 'x'.repeat(20_000), '\\https://\\r.example.com/v2/o/app'])(
    '%s is none',
    (value) => {
      expect(parseLocation(value, FROM)).toBeUndefined();
    },
  );

  test('the digest is added and the rest stays as it is', () => {
    const url = new URL('http://r/up?_state=a%3D%2f&sig=x+y');
    expect(withParameter(url, 'digest', 'sha256:ab').href).toBe(
      'http://r/up?_state=a%3D%2f&sig=x+y&digest=sha256%3Aab',
    );
    expect(withParameter(new URL('http://r/up'), 'digest', 'sha256:ab').href).toBe('http://r/up?digest=sha256%3Aab');
  });
});

describe('Range', () => {
  test.each([
    ['0-0', 0],
    ['0-1023', 1024],
    ['bytes=0-9', 10],
    ['bytes=0--1', 0],
    ['22-41', 42],
  ])('%s is %i bytes', (value, received) => {
    expect(parseReceived(value)).toBe(received);
  });

  test.each([undefined, '', '5', '0-', '0-x', '0--2', '0-99999999999999999999'])('%s says nothing', (value) => {
    expect(parseReceived(value)).toBeUndefined();
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  test.each([
    ['120', 120_000],
    ['0', 0],
    ['1.889377ms, allowed: 2000/minute', 1.889377],
    ['2s', 2000],
    ['1m30s', 90_000],
    ['Thu, 01 Jan 2026 00:00:10 GMT', 10_000],
    ['Thu, 01 Jan 2015 00:00:10 GMT', 0],
  ])('%s is %f ms', (value, milliseconds) => {
    expect(parseRetryAfter(value, now)).toBeCloseTo(milliseconds, 5);
  });

  test.each([undefined, '', 'soon', '-1', '1x', '5 s', '2026-01-01'])('%s says nothing', (value) => {
    expect(parseRetryAfter(value, now)).toBeUndefined();
  });
});

describe('Link', () => {
  test.each([
    [['</v2/a/tags/list?last=b>; rel="next"'], '/v2/a/tags/list?last=b'],
    [['<p>; rel=prev, <n>; title="x"; rel=NEXT'], 'n'],
    [['<p>; rel="prev"', '<n>; rel="last next"'], 'n'],
    [['<p>; rel="prev"'], undefined],
    [['next'], undefined],
    [[], undefined],
  ])('%j leads to %s', (lines, target) => {
    expect(nextLink(lines)).toBe(target);
  });
});
