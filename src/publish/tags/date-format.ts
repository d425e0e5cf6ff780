import { ActionError } from '../../errors.ts';
import { printable } from '../../printable.ts';

/** An instant as local time; the Date's UTC fields hold it. */
interface LocalTime {
  readonly local: Date;
  /** Minutes east of UTC. */
  readonly offset: number;
  /** Milliseconds since 1970. */
  readonly instant: number;
  readonly zone: string;
}

const MINUTE = 60_000;
const DAY = 86_400_000;

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

/** https://momentjs.com/docs/#/displaying/format/, without the formats of a locale; longer tokens first. */
const TOKENS =
  /\[([^\]]*)\]|YYYY|YY|Y|MMMM|MMM|MM|Mo|M|Qo|Q|DDDD|DDDo|DDD|DD|Do|D|dddd|ddd|dd|do|d|E|e|GGGG|GG|gggg|gg|WW|Wo|W|ww|wo|w|HH|H|hh|h|kk|k|mm|m|ss|s|S{1,9}|A|a|ZZ|Z|zz|z|X|x/g;

/** As moment writes a date where no format is given. */
const ISO = 'YYYY-MM-DDTHH:mm:ssZ';

/**
 * Formats a moment as docker/metadata-action does, with the tokens of moment.js.
 * @param instant milliseconds since 1970
 * @param zone IANA name; an unknown one throws
 */
export function formatDate(instant: number, format: string | undefined, zone: string): string {
  const time = localTime(instant, zone);
  const wanted = format ?? (zone === 'UTC' ? ISO.replace(/Z$/, '[Z]') : ISO);
  return wanted.replace(TOKENS, (token, literal?: string) => literal ?? valueFor(token, time));
}

function localTime(instant: number, zone: string): LocalTime {
  const offset = offsetOf(instant, zone);
  return { local: new Date(instant + offset * MINUTE), offset, instant, zone };
}

/** Intl knows every zone of the system's ICU, which Node carries. */
function offsetOf(instant: number, zone: string): number {
  if (zone === 'UTC') return 0;
  const parts = new Map(partsOf(instant, zone).map(({ type, value }) => [type, Number(value)]));
  const at = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  const local = Date.UTC(at('year'), at('month') - 1, at('day'), at('hour'), at('minute'), at('second'));
  return Math.round((local - Math.floor(instant / 1000) * 1000) / MINUTE);
}

function partsOf(instant: number, timeZone: string): Intl.DateTimeFormatPart[] {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    }).formatToParts(instant);
  } catch (cause) {
    const shown = printable(timeZone, 60);
    throw new ActionError('input', `tz='${shown}' is not a known time zone; write it as tz='Europe/Zurich'`, { cause });
  }
}

function valueFor(token: string, time: LocalTime): string {
  const { local } = time;
  if (/^S+$/.test(token)) return `${pad(local.getUTCMilliseconds(), 3)}000000`.slice(0, token.length);
  return dateValue(token, local) ?? weekValue(token, local) ?? clockValue(token, local) ?? zoneValue(token, time);
}

function dateValue(token: string, local: Date): string | undefined {
  const [year, month, day] = [local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()];
  const ofYear = Math.floor((local.getTime() - Date.UTC(year, 0, 1)) / DAY) + 1;
  const quarter = Math.floor(month / 3) + 1;
  return {
    YYYY: pad(year, 4),
    YY: pad(year % 100),
    Y: `${year}`,
    Q: `${quarter}`,
    Qo: ordinal(quarter),
    MMMM: MONTHS[month],
    MMM: MONTHS[month]?.slice(0, 3),
    MM: pad(month + 1),
    Mo: ordinal(month + 1),
    M: `${month + 1}`,
    DDDD: pad(ofYear, 3),
    DDDo: ordinal(ofYear),
    DDD: `${ofYear}`,
    DD: pad(day),
    Do: ordinal(day),
    D: `${day}`,
  }[token];
}

/** ISO weeks begin on Monday and belong to the year of their Thursday; English ones begin on Sunday, the first with 1 January. */
function weekValue(token: string, local: Date): string | undefined {
  const weekday = local.getUTCDay();
  const iso = weekOf(local, (weekday + 6) % 7, 3);
  const english = weekOf(local, weekday, 6);
  return {
    dddd: DAYS[weekday],
    ddd: DAYS[weekday]?.slice(0, 3),
    dd: DAYS[weekday]?.slice(0, 2),
    do: ordinal(weekday),
    d: `${weekday}`,
    e: `${weekday}`,
    E: `${weekday === 0 ? 7 : weekday}`,
    GGGG: pad(iso.year, 4),
    GG: pad(iso.year % 100),
    WW: pad(iso.week),
    Wo: ordinal(iso.week),
    W: `${iso.week}`,
    gggg: pad(english.year, 4),
    gg: pad(english.year % 100),
    ww: pad(english.week),
    wo: ordinal(english.week),
    w: `${english.week}`,
  }[token];
}

/**
 * @param since days since the week began
 * @param deciding the day of the week, counted from 0, whose year is the week's
 */
function weekOf(local: Date, since: number, deciding: number): { year: number; week: number } {
  const decider = new Date(local.getTime() + (deciding - since) * DAY);
  const year = decider.getUTCFullYear();
  return { year, week: Math.floor((decider.getTime() - Date.UTC(year, 0, 1)) / (7 * DAY)) + 1 };
}

function clockValue(token: string, local: Date): string | undefined {
  const [hour, minute, second] = [local.getUTCHours(), local.getUTCMinutes(), local.getUTCSeconds()];
  const half = hour % 12 === 0 ? 12 : hour % 12;
  return {
    HH: pad(hour),
    H: `${hour}`,
    hh: pad(half),
    h: `${half}`,
    kk: pad(hour === 0 ? 24 : hour),
    k: `${hour === 0 ? 24 : hour}`,
    mm: pad(minute),
    m: `${minute}`,
    ss: pad(second),
    s: `${second}`,
    A: hour < 12 ? 'AM' : 'PM',
    a: hour < 12 ? 'am' : 'pm',
  }[token];
}

function zoneValue(token: string, { offset, instant, zone }: LocalTime): string {
  const size = Math.abs(offset);
  const [hours, minutes] = [pad(Math.floor(size / 60)), pad(size % 60)];
  const sign = offset < 0 ? '-' : '+';
  if (token === 'Z') return `${sign}${hours}:${minutes}`;
  if (token === 'ZZ') return `${sign}${hours}${minutes}`;
  if (token === 'X') return `${Math.floor(instant / 1000)}`;
  if (token === 'x') return `${instant}`;
  return abbreviation(instant, zone);
}

function abbreviation(instant: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'short' }).formatToParts(instant);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}

function pad(value: number, width = 2): string {
  return `${value}`.padStart(width, '0');
}

function ordinal(value: number): string {
  const teen = Math.floor((value % 100) / 10) === 1;
  const suffix = teen ? 'th' : (['th', 'st', 'nd', 'rd'][value % 10] ?? 'th');
  return `${value}${suffix}`;
}
