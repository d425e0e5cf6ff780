import { describe, expect, test } from '@jest/globals';
import { formatDate } from '../../../src/publish/tags/date-format.ts';

const at = (text: string) => Date.parse(text);

/** A Wednesday, in the middle of the year, on the 15th hour; the values are those of moment.js. */
const SUMMER = at('2026-07-08T15:04:09.087Z');

describe('dates, with the tokens of moment.js', () => {
  test.each([
    ['YYYYMMDD-HHmmss', '20260708-150409'],
    ['YY.M.D H:m:s', '26.7.8 15:4:9'],
    ['MMM Do, MMMM, Mo', 'Jul 8th, July, 7th'],
    ['hh:mm A h a', '03:04 PM 3 pm'],
    ['kk k', '15 15'],
    ['dddd ddd dd d do e E', 'Wednesday Wed We 3 3rd 3 3'],
    ['DDD DDDD DDDo', '189 189 189th'],
    ['Q Qo', '3 3rd'],
    ['GGGG-[W]WW Wo W', '2026-W28 28th 28'],
    ['gggg ww w', '2026 28 28'],
    ['S SS SSS SSSS', '0 08 087 0870'],
    ['X x', '1783523049 1783523049087'],
    ['[YYYY] YYYY[T]HH', 'YYYY 2026T15'],
    ['Z ZZ z', '+00:00 +0000 UTC'],
  ])('%s', (format, text) => {
    expect(formatDate(SUMMER, format, 'UTC')).toBe(text);
  });

  test.each([
    ['Europe/Zurich', '2026-07-08 17:04 +02:00'],
    ['Asia/Tokyo', '2026-07-09 00:04 +09:00'],
    ['America/New_York', '2026-07-08 11:04 -04:00'],
    ['Asia/Kathmandu', '2026-07-08 20:49 +05:45'],
    ['America/St_Johns', '2026-07-08 12:34 -02:30'],
  ])('in %s', (zone, text) => {
    expect(formatDate(SUMMER, 'YYYY-MM-DD HH:mm Z', zone)).toBe(text);
  });

  test.each([
    ['2026-01-01T00:00:00Z', '2026-W01 2026 01 001'],
    ['2027-01-01T00:00:00Z', '2026-W53 2027 01 001'],
    ['2024-12-30T00:00:00Z', '2025-W01 2025 01 365'],
    ['2024-02-29T23:59:59Z', '2024-W09 2024 09 060'],
  ])('the week and the day of %s', (time, text) => {
    expect(formatDate(at(time), 'GGGG-[W]WW gggg ww DDDD', 'UTC')).toBe(text);
  });

  test('twelve o’clock and midnight', () => {
    expect(formatDate(at('2026-01-01T00:30:00Z'), 'h a k', 'UTC')).toBe('12 am 24');
    expect(formatDate(at('2026-01-01T12:30:00Z'), 'h a k', 'UTC')).toBe('12 pm 12');
  });

  test('without a format it is the ISO form', () => {
    expect(formatDate(SUMMER, undefined, 'UTC')).toBe('2026-07-08T15:04:09Z');
    expect(formatDate(SUMMER, undefined, 'Europe/Zurich')).toBe('2026-07-08T17:04:09+02:00');
  });

  test('a zone that does not exist is an error that says how to write one', () => {
    expect(() => formatDate(SUMMER, 'YYYY', 'Mars/Olympus')).toThrow(
      "tz='Mars/Olympus' is not a known time zone; write it as tz='Europe/Zurich'",
    );
  });
});
