import * as core from '@actions/core';
import type { Log } from '../ports.ts';

/**
 * Lines that the runner prints and does not obey: `::command::` counts at the start of a line, `##[command]` anywhere
 * (actions/runner, ActionCommand.cs).
 */
export function harmless(text: string): string {
  return text
    .split(/\r\n|[\r\n\u2028\u2029]/)
    .map((line) => line.replace(/^(\s*):(?=:)/, '$1: ').replaceAll('##[', '# #['))
    .join('\n');
}

export const runnerLog: Log = {
  debug: (line) => {
    if (core.isDebug()) core.debug(harmless(line));
  },
  info: (line) => core.info(harmless(line)),
  notice: (line) => core.notice(harmless(line)),
  warning: (line) => core.warning(harmless(line)),
  secret: (value) => {
    // The runner warns about an empty mask, and masking a short word would blank out half of the log.
    if (value.length >= 4) core.setSecret(value);
  },
  group: (title, work) => core.group(harmless(title).replaceAll('\n', ' '), work),
};
