import * as core from '@actions/core';
import type { Secrets } from '../credentials/secrets.ts';
import type { Clock, Environment, RunLog } from '../ports.ts';
import { harmless } from '../printable.ts';
import { type PrintedLog, plainLog } from '../report/plain-log.ts';

/** Workflow commands are for a runner. Anywhere else they are noise, and `::add-mask::` is a secret in the log. */
export function isRunner(environment: Environment): boolean {
  return environment['GITHUB_ACTIONS'] === 'true';
}

/** The one place that prints for the action. No secret gets through it. */
export function createLog(environment: Environment, secrets: Secrets, clock: Clock): RunLog {
  const clean = (text: string) => harmless(secrets.redact(text));
  const print = (text: string) => void process.stdout.write(`${text}\n`);
  const log = isRunner(environment) ? runnerLog(clean) : plainLog({ environment, clock, clean, print });
  const debugging = environment['RUNNER_DEBUG'] === '1';
  return {
    ...log,
    debug: (line) => {
      if (debugging) log.debug(line);
    },
    secret: (value) => secrets.add(value),
  };
}

function runnerLog(clean: (text: string) => string): PrintedLog {
  return {
    debug: (line) => core.debug(clean(line)),
    info: (line) => core.info(clean(line)),
    notice: (line) => core.notice(clean(line)),
    warning: (line) => core.warning(clean(line)),
    error: (text) => core.error(clean(text)),
    group: (title, work) => core.group(clean(title).replaceAll('\n', ' '), work),
  };
}
