import { type Problems, quote } from './problems.ts';
import { readText } from './readers.ts';
import { didYouMean } from './suggest.ts';
import type { Value } from './value.ts';

/** Linux; what Docker and containerd both know. https://github.com/moby/sys/blob/main/signal/signal_linux.go */
const NAMES =
  'ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM TRAP TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ RTMIN RTMAX'
    .split(' ')
    .map((name) => `SIG${name}`);

const REAL_TIME = /^SIGRT(?:MIN\+(?:[1-9]|1[0-5])|MAX-(?:[1-9]|1[0-4]))$/;

/** `SIGTERM`, `term`, `15` or `SIGRTMIN+3`; names come out in capitals with `SIG`. */
export function readStopSignal(value: Value, problems: Problems): string | undefined {
  const text = readText(value, problems);
  if (text === undefined) return undefined;
  if (/^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= 64) return String(Number(text));
  const upper = text.toUpperCase();
  const name = upper.startsWith('SIG') ? upper : `SIG${upper}`;
  if (NAMES.includes(name) || REAL_TIME.test(name)) return name;
  const hint = didYouMean(name, NAMES) || '; write SIGTERM, SIGRTMIN+3 or a number from 1 to 64';
  return problems.add(value, `${quote(text)} is not a signal${hint}`);
}
