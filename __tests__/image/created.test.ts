import { describe, expect, test } from '@jest/globals';
import { createdFrom } from '../../src/image/created.ts';
import { goInfo } from '../support/plan-values.ts';

const NONE = { input: '', binaries: [] };

describe('the time of an image', () => {
  test.each([
    ['2026-01-31T12:00:00Z', '2026-01-31T12:00:00Z'],
    ['2026-01-31t12:00:00.75+02:00', '2026-01-31T10:00:00Z'],
    ['2026-01-31 12:00:00-00:30', '2026-01-31T12:30:00Z'],
    ['1769860800', '2026-01-31T12:00:00Z'],
    ['0', '1970-01-01T00:00:00Z'],
    ['253402300799', '9999-12-31T23:59:59Z'],
  ])('the input %s is %s, also for the files', (input, text) => {
    const created = createdFrom({ ...NONE, input, sourceDateEpoch: '5', commitTime: 6 });
    expect(created).toMatchObject({ text, origin: 'created' });
    expect(created.mtime).toBe(created.seconds);
  });

  test.each([
    'now',
    '2026-02-30T00:00:00Z',
    '2026-01-31',
    '2026-01-31T12:00:00',
    '2026-01-31T25:00:00Z',
    '2026-01-31T12:00:60Z',
    '2026-01-31T12:00:00+99:00',
    '1969-12-31T23:59:59Z',
    '9999-12-31T23:59:59-10:00',
    '-1',
    '1e9',
    '253402300800',
  ])('the input %s is refused', (input) => {
    expect(() => createdFrom({ ...NONE, input })).toThrow(/^created: ".*" is not a time/);
  });

  test.each(['86400\n', ' 86400 '])('SOURCE_DATE_EPOCH may have space around it: %j', (sourceDateEpoch) => {
    expect(createdFrom({ ...NONE, sourceDateEpoch })).toMatchObject({ seconds: 86400, origin: 'SOURCE_DATE_EPOCH' });
    expect(createdFrom({ ...NONE, sourceDateEpoch: '\n', commitTime: 6 }).origin).toBe('commit');
  });

  test('SOURCE_DATE_EPOCH comes next, also for the files', () => {
    const created = createdFrom({ ...NONE, sourceDateEpoch: '86400', commitTime: 6 });
    expect(created).toEqual({
      seconds: 86400,
      text: '1970-01-02T00:00:00Z',
      origin: 'SOURCE_DATE_EPOCH',
      mtime: 86400,
    });
  });

  test.each(['yesterday', '12.5', '-3', '99999999999999'])(
    'a SOURCE_DATE_EPOCH of %s is refused',
    (sourceDateEpoch) => {
      expect(() => createdFrom({ ...NONE, sourceDateEpoch })).toThrow(/^SOURCE_DATE_EPOCH: /);
    },
  );

  test('the commit comes next, and files keep the time 0', () => {
    expect(createdFrom({ ...NONE, commitTime: 86400 })).toMatchObject({ seconds: 86400, origin: 'commit', mtime: 0 });
  });

  test('the build time of Go comes next, the latest of all binaries', () => {
    const binaries = [
      goInfo('x', { 'vcs.time': '2026-01-01T00:00:00Z' }),
      goInfo('x', { 'vcs.time': '2026-01-02T00:00:00Z' }),
      goInfo('x', { 'vcs.time': 'soon' }),
      {},
    ];
    expect(createdFrom({ input: '', binaries })).toMatchObject({
      text: '2026-01-02T00:00:00Z',
      origin: 'Go build info',
      mtime: 0,
    });
  });

  test('without anything it is 1970, never now', () => {
    expect(createdFrom(NONE)).toEqual({ seconds: 0, text: '1970-01-01T00:00:00Z', origin: 'nothing', mtime: 0 });
  });

  test('goreleaser comes last, as its time is another one in each run', () => {
    const binaries = [goInfo('example.org/app', { 'vcs.time': '2026-01-31T12:00:00Z' })];
    expect(createdFrom({ ...NONE, binaries, buildTime: 7 })).toMatchObject({ origin: 'Go build info' });
    expect(createdFrom({ ...NONE, buildTime: 7 })).toMatchObject({ origin: 'goreleaser', seconds: 7, mtime: 0 });
  });
});
