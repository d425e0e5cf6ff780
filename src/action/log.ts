import * as core from '@actions/core';
import type { Secrets } from '../credentials/secrets.ts';
import type { Environment, Log } from '../ports.ts';

export interface RunLog extends Log {
  /** An annotation of the step, or a line that says that it is an error. */
  error(text: string): void;
}

/** Workflow commands are for a runner. Anywhere else they are noise, and `::add-mask::` is a secret in the log. */
export function isRunner(environment: Environment): boolean {
  return environment['GITHUB_ACTIONS'] === 'true';
}

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

/** The one place that prints. No secret gets through it. */
export function createLog(environment: Environment, secrets: Secrets): RunLog {
  const clean = (text: string) => harmless(secrets.redact(text));
  const log = isRunner(environment) ? runnerLog(clean) : plainLog(clean);
  const debugging = environment['RUNNER_DEBUG'] === '1';
  return {
    ...log,
    debug: (line) => {
      if (debugging) log.debug(line);
    },
    secret: (value) => secrets.add(value),
  };
}

type Clean = (text: string) => string;

function runnerLog(clean: Clean): Omit<RunLog, 'secret'> {
  return {
    debug: (line) => core.debug(clean(line)),
    info: (line) => core.info(clean(line)),
    notice: (line) => core.notice(clean(line)),
    warning: (line) => core.warning(clean(line)),
    error: (text) => core.error(clean(text)),
    group: (title, work) => core.group(clean(title).replaceAll('\n', ' '), work),
  };
}

function plainLog(clean: Clean): Omit<RunLog, 'secret'> {
  const print = (text: string) => void process.stdout.write(`${clean(text)}\n`);
  return {
    debug: (line) => print(`Debug: ${line}`),
    info: print,
    notice: (line) => print(`Notice: ${line}`),
    warning: (line) => print(`Warning: ${line}`),
    error: (text) => print(`Error: ${text}`),
    group: async (title, work) => {
      print(title);
      return await work();
    },
  };
}
