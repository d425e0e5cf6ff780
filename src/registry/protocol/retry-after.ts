/** Units of Go's time.Duration: GHCR says `retry-after: 1.889377ms`. https://pkg.go.dev/time#ParseDuration */
const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  '\u00b5s': 1e-3,
  '\u03bcs': 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};
const DURATION = /^(?:\d{1,15}(?:\.\d{1,15})?(?:ns|us|\u00b5s|\u03bcs|ms|s|m|h))+$/;
const PART = /(\d+(?:\.\d+)?)(ns|us|\u00b5s|\u03bcs|ms|s|m|h)/g;
const HTTP_DATE = /^[A-Za-z]{3,9},? \d{1,2}[ -][A-Za-z]{3}[ -]\d{2,4} \d{2}:\d{2}:\d{2} GMT$/;

/** Milliseconds to wait from `now` on, from seconds, an HTTP date or a Go duration; undefined where it says nothing clear. */
export function parseRetryAfter(value: string | undefined, now: number): number | undefined {
  const text = value?.trim().split(',', 1)[0] ?? '';
  if (/^\d{1,15}(\.\d{1,15})?$/.test(text)) return Number(text) * 1000;
  if (DURATION.test(text)) return durationOf(text);
  const whole = value?.trim() ?? '';
  if (!HTTP_DATE.test(whole)) return undefined;
  const date = Date.parse(whole);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/**
 * Milliseconds to wait from `now` on, from GitHub's `x-ratelimit-reset`: seconds since 1970.
 * https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#checking-the-status-of-your-rate-limit
 */
export function parseRateLimitReset(value: string | undefined, now: number): number | undefined {
  const text = value?.trim() ?? '';
  return /^[1-9]\d{9}$/.test(text) ? Math.max(0, Number(text) * 1000 - now) : undefined;
}

function durationOf(text: string): number {
  let milliseconds = 0;
  for (const [, amount, unit] of text.matchAll(PART)) milliseconds += Number(amount) * (UNITS[unit ?? ''] ?? 0);
  return milliseconds;
}
