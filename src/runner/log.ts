import * as core from '@actions/core';
import type { Environment, PrintedLog } from '../ports.ts';

/** Workflow commands are for a runner. Anywhere else they are noise, and `::add-mask::` is a secret in the log. */
export function isRunner(environment: Environment): boolean {
  return environment['GITHUB_ACTIONS'] === 'true';
}

/** A log of workflow commands. @param clean takes out secrets and what a runner would obey */
export function runnerLog(clean: (text: string) => string): PrintedLog {
  return {
    debug: (line) => core.debug(clean(line)),
    info: (line) => core.info(clean(line)),
    notice: (line) => core.notice(clean(line)),
    warning: (line) => core.warning(clean(line)),
    error: (text) => core.error(clean(text)),
    group: (title, work) => core.group(clean(title).replaceAll('\n', ' '), work),
  };
}
