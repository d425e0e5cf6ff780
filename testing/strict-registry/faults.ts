import type { Fault, FaultAnswer } from './fault.ts';

function json(status: number, code: string, message: string, headers: Record<string, string> = {}): FaultAnswer {
  const body = JSON.stringify({ errors: [{ code, message }] });
  return { status, headers: { 'content-type': 'application/json', ...headers }, body };
}

function html(status: number, title: string): FaultAnswer {
  const body = `<html>\r\n<head><title>${status} ${title}</title></head>\r\n<body>\r\n<center><h1>${status} ${title}</h1></center>\r\n<hr><center>cloudflare</center>\r\n</body>\r\n</html>\r\n`;
  return { status, headers: { 'content-type': 'text/html' }, body };
}

function tooMany(retryAfter?: string, status = 429): FaultAnswer {
  return json(
    status,
    'TOOMANYREQUESTS',
    'too many requests',
    retryAfter === undefined ? {} : { 'retry-after': retryAfter },
  );
}

const UNKNOWN_SESSION = json(404, 'BLOB_UPLOAD_UNKNOWN', 'blob upload unknown to registry');
const EXPIRED = json(401, 'UNAUTHORIZED', 'authentication required');

/** Every single fault that the sweeps put at every request. */
export const FAULTS: readonly Fault[] = [
  { name: 'reset at once', when: 'at-once', act: 'reset' },
  { name: 'reset in the body', when: 'mid-body', act: 'reset' },
  { name: 'reset before the answer', when: 'after-body', act: 'reset' },
  { name: 'reset after the commit', when: 'after-commit', act: 'reset' },
  { name: 'truncated answer', when: 'after-commit', act: 'truncate' },
  { name: 'stall at once', when: 'at-once', act: 'stall' },
  { name: 'stall in the body', when: 'mid-body', act: 'stall' },
  { name: 'stall after the commit', when: 'after-commit', act: 'stall' },
  { name: '500', when: 'at-once', act: 'answer', answer: json(500, 'UNKNOWN', 'unknown error') },
  { name: '500 after the commit', when: 'after-commit', act: 'answer', answer: json(500, 'UNKNOWN', 'unknown error') },
  { name: '502 with HTML', when: 'after-body', act: 'answer', answer: html(502, 'Bad Gateway') },
  {
    name: '503 with Retry-After',
    when: 'at-once',
    act: 'answer',
    answer: json(503, 'UNAVAILABLE', 'service unavailable', { 'retry-after': '1' }),
  },
  { name: '429 with seconds', when: 'at-once', act: 'answer', answer: tooMany('1') },
  {
    name: '429 with a date',
    when: 'at-once',
    act: 'answer',
    answer: () => tooMany(new Date(Date.now() + 1000).toUTCString()),
  },
  // GHCR: https://github.com/gardenlinux/gardenlinux/issues/2868
  { name: '429 with a Go duration', when: 'at-once', act: 'answer', answer: tooMany('1.88ms') },
  { name: '429 without Retry-After', when: 'after-body', act: 'answer', answer: tooMany() },
  { name: '403 as a limit', when: 'at-once', act: 'answer', answer: tooMany('1', 403) },
  { name: '401 at once', when: 'at-once', act: 'answer', answer: EXPIRED, effect: 'expire-tokens' },
  { name: '401 in the body', when: 'mid-body', act: 'answer', answer: EXPIRED, effect: 'expire-tokens' },
  { name: '404 session', when: 'at-once', act: 'answer', answer: UNKNOWN_SESSION, effect: 'drop-session' },
  { name: '404 session in the body', when: 'mid-body', act: 'answer', answer: UNKNOWN_SESSION, effect: 'drop-session' },
  { name: '416', when: 'at-once', act: 'answer', answer: json(416, 'RANGE_INVALID', 'invalid content range') },
  { name: '413 with HTML', when: 'at-once', act: 'answer', answer: html(413, 'Request Entity Too Large') },
];

/** One of FAULTS by its name. */
export function faultNamed(name: string): Fault {
  const found = FAULTS.find((fault) => fault.name === name);
  if (found === undefined) throw new Error(`no fault is named "${name}"`);
  return found;
}
