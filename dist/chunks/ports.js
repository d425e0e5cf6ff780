import { oneOrMore, readText$1 as readText, quote, didYouMean } from './start.js';

// src/config/ports.ts
var PORT = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/(tcp|udp|sctp))?$/i;
var MOST = 1e3;
function readExpose(value, problems) {
  const ports = /* @__PURE__ */ new Set();
  const collect = (item) => {
    for (const port of ports.size > MOST ? [] : readPorts(item, problems) ?? []) ports.add(port);
    return true;
  };
  if (oneOrMore(collect)(value, problems) === void 0) return void 0;
  return ports.size > MOST ? problems.add(value, `more than ${MOST} ports`) : [...ports];
}
function readPorts(value, problems) {
  const text = readText(value, problems);
  if (text === void 0) return void 0;
  const [, first, last = first, protocol = "tcp"] = PORT.exec(text) ?? [];
  const [from, to] = [Number(first), Number(last)];
  if (!(from >= 1 && to <= 65535 && from <= to)) return problems.add(value, faultOf(text));
  if (to - from >= MOST) return problems.add(value, `${quote(text)} is a range of more than ${MOST} ports`);
  return Array.from({ length: to - from + 1 }, (_, index) => `${from + index}/${protocol.toLowerCase()}`);
}
function faultOf(text) {
  const fault = `${quote(text)} is not a port: write 8080, 53/udp or 8000-8010, from 1 to 65535, with tcp, udp or sctp`;
  return text.includes(":") ? `${fault}; which port of the host it gets is decided where the container is run` : fault;
}

// src/config/stop-signal.ts
var NAMES = "ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM TRAP TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ RTMIN RTMAX".split(" ").map((name) => `SIG${name}`);
var REAL_TIME = /^SIGRT(?:MIN\+(?:[1-9]|1[0-5])|MAX-(?:[1-9]|1[0-4]))$/;
function readStopSignal(value, problems) {
  const text = readText(value, problems);
  if (text === void 0) return void 0;
  if (/^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= 64) return String(Number(text));
  const upper = text.toUpperCase();
  const name = upper.startsWith("SIG") ? upper : `SIG${upper}`;
  if (NAMES.includes(name) || REAL_TIME.test(name)) return name;
  const hint = didYouMean(name, NAMES) || "; write SIGTERM, SIGRTMIN+3 or a number from 1 to 64";
  return problems.add(value, `${quote(text)} is not a signal${hint}`);
}

// src/config/duration.ts
var NANOSECONDS = {
  h: 36e11,
  m: 6e10,
  s: 1e9,
  ms: 1e6,
  us: 1e3,
  "\xB5s": 1e3,
  ns: 1
};
var PART = /(\d{1,9}(?:\.\d{1,9})?)(h|ms|m|s|us|\u00b5s|ns)/y;
var LONGEST = 1e3 * 36e11;
var SHORTEST = 1e6;
function readDuration(value, problems) {
  const text = readText(value, problems);
  if (text === void 0) return void 0;
  if (/^\d+(?:\.\d+)?$/.test(text) && Number(text) !== 0) {
    return problems.add(value, `${quote(text)} has no unit; write ${text.slice(0, 9)}s for seconds`);
  }
  const duration = text === "0" ? 0 : nanoseconds(text);
  if (duration === void 0) return problems.add(value, `${quote(text)} is not a duration; write 30s or 1m30s`);
  if (duration > LONGEST) return problems.add(value, `${quote(text)} is longer than 1000h`);
  if (duration > 0 && duration < SHORTEST) return problems.add(value, `${quote(text)} is shorter than 1ms`);
  return duration;
}
function nanoseconds(text) {
  const part = new RegExp(PART);
  let total = 0;
  let end = 0;
  for (let match = part.exec(text); match !== null; match = part.exec(text)) {
    total += Number(match[1]) * (NANOSECONDS[match[2] ?? ""] ?? 0);
    end = part.lastIndex;
  }
  return end === text.length && end > 0 ? Math.round(total) : void 0;
}

export { readDuration, readExpose, readStopSignal };
