import type { Binary } from '../binary/binary.ts';
import { ActionError } from '../errors.ts';
import { printable } from '../printable.ts';

/** The one time that an image speaks of. */
export interface Created {
  /** Since 1970. */
  readonly seconds: number;
  /** RFC 3339, UTC, without a fraction. */
  readonly text: string;
  readonly origin: 'created' | 'SOURCE_DATE_EPOCH' | 'commit' | 'Go build info' | 'goreleaser' | 'nothing';
  /** Seconds since 1970 for the files of the image: those of a time that the user set, else 0, so that a new commit leaves layers as they were. */
  readonly mtime: number;
}

export interface TimeSources {
  /** The input: RFC 3339 or seconds since 1970; empty = not given. */
  readonly input: string;
  /** https://reproducible-builds.org/specs/source-date-epoch/ */
  readonly sourceDateEpoch?: string | undefined;
  /** Seconds since 1970. */
  readonly commitTime?: number | undefined;
  readonly binaries: readonly Pick<Binary, 'go'>[];
  /** Seconds since 1970 at which goreleaser built; last, since it is another one in each run. */
  readonly buildTime?: number | undefined;
}

/** The last second of the year 9999: RFC 3339 has four digits for a year. */
const LATEST = 253_402_300_799;

/** Never the time of the run: the same inputs give the same image. */
export function createdFrom({ input, sourceDateEpoch = '', commitTime, binaries, buildTime }: TimeSources): Created {
  if (input !== '') return chosen(parseTime(input), 'created');
  if (sourceDateEpoch.trim() !== '') return chosen(parseEpoch(sourceDateEpoch.trim()), 'SOURCE_DATE_EPOCH');
  if (commitTime !== undefined && isTime(commitTime)) return found(Math.floor(commitTime), 'commit');
  const built = goTime(binaries);
  if (built !== undefined) return found(built, 'Go build info');
  return buildTime !== undefined && isTime(buildTime) ? found(buildTime, 'goreleaser') : found(0, 'nothing');
}

function chosen(seconds: number, origin: Created['origin']): Created {
  return { seconds, text: formatTime(seconds), origin, mtime: seconds };
}

function found(seconds: number, origin: Created['origin']): Created {
  return { seconds, text: formatTime(seconds), origin, mtime: 0 };
}

function formatTime(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}

function isTime(seconds: number): boolean {
  return seconds >= 0 && seconds <= LATEST;
}

/** https://www.rfc-editor.org/rfc/rfc3339#section-5.6 */
const RFC_3339 = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(?:\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;

function parseTime(text: string): number {
  const seconds = /^\d{1,15}$/.test(text) ? Number(text) : parseRfc3339(text);
  if (seconds !== undefined && isTime(seconds)) return seconds;
  throw new ActionError('input', `created: "${printable(text, 60)}" is not a time from 1970 to 9999`, {
    hint: 'Write it as 2026-01-31T12:00:00Z, or as seconds since 1970.',
  });
}

function parseRfc3339(text: string): number | undefined {
  const [, date, time, zone] = RFC_3339.exec(text) ?? [];
  if (date === undefined || time === undefined || zone === undefined) return undefined;
  const utc = new Date(`${date}T${time}Z`);
  // Date takes February 30 for March 2.
  if (Number.isNaN(utc.getTime()) || utc.toISOString().slice(0, 19) !== `${date}T${time}`) return undefined;
  const milliseconds = Date.parse(`${date}T${time}${zone.toUpperCase()}`);
  return Number.isNaN(milliseconds) ? undefined : milliseconds / 1000;
}

function parseEpoch(text: string): number {
  const seconds = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (isTime(seconds)) return seconds;
  throw new ActionError('input', `SOURCE_DATE_EPOCH: "${printable(text, 60)}" is not a number of seconds since 1970`, {
    hint: 'Set it as SOURCE_DATE_EPOCH: $(git log -1 --format=%ct), or leave it empty.',
  });
}

/** The latest of all platforms, so that their order does not matter. */
function goTime(binaries: TimeSources['binaries']): number | undefined {
  const times = binaries
    .map(({ go }) => parseRfc3339(go?.settings['vcs.time'] ?? ''))
    .filter((time) => time !== undefined)
    .filter(isTime);
  return times.length === 0 ? undefined : Math.max(...times);
}
