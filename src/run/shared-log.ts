import type { RunLog } from '../ports.ts';

/** A log of several images that have much in common: what was said of one is not said again. */
export function sayingOnce(log: RunLog): RunLog {
  const said = new Set<string>();
  const first = (say: (line: string) => void) => (line: string) => {
    if (said.has(line)) return;
    said.add(line);
    say(line);
  };
  return {
    ...methodsOf(log),
    info: first((line) => log.info(line)),
    notice: first((line) => log.notice(line)),
    warning: first((line) => log.warning(line)),
  };
}

/** A log for work that goes on at once: groups of several would begin and end within each other. */
export function withoutGroups(log: RunLog): RunLog {
  return { ...methodsOf(log), group: (_, work) => work() };
}

function methodsOf(log: RunLog): RunLog {
  return {
    debug: (line) => log.debug(line),
    info: (line) => log.info(line),
    notice: (line) => log.notice(line),
    warning: (line) => log.warning(line),
    error: (...line) => log.error(...line),
    secret: (value) => log.secret(value),
    group: (title, work) => log.group(title, work),
  };
}
