import type { Log } from '../../../src/ports.ts';

export interface KeptLog extends Log {
  readonly lines: readonly string[];
  readonly secrets: readonly string[];
}

/** A log that prints nothing and keeps everything. */
export function keptLog(): KeptLog {
  const lines: string[] = [];
  const secrets: string[] = [];
  const keep = (line: string) => void lines.push(line);
  return {
    lines,
    secrets,
    debug: keep,
    info: keep,
    notice: keep,
    warning: keep,
    secret: (value) => void (value === '' || secrets.push(value)),
    group: (_title, work) => work(),
  };
}
