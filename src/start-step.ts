import { setSecret } from '@actions/core';
import type { Caller } from './caller.ts';
import { Secrets } from './credentials/secrets.ts';
import { readInputs } from './inputs/read-inputs.ts';
import type { EncoderAssets } from './layer/encoder-assets.ts';
import type { Environment, RunLog } from './ports.ts';
import { harmless } from './printable.ts';
import { plainLog } from './report/plain-log.ts';
import { systemClock } from './runner/clock.ts';
import { isRunner, runnerLog } from './runner/log.ts';
import { writeOutputs } from './runner/write-outputs.ts';
import { start } from './start.ts';

/**
 * A step of a workflow as the one who asks for the run: inputs are variables, outputs and summary are files.
 * @param distribution address of the running file in dist/
 * @param ending aborted by a signal, maybe already
 */
export async function startStep(
  environment: Environment,
  distribution: string,
  encoder: EncoderAssets,
  ending: AbortController,
): Promise<void> {
  const secrets = new Secrets(isRunner(environment) ? setSecret : undefined);
  const log = stepLog(environment, secrets);
  const results: Caller['results'] = {
    writeOutputs: (outputs) => writeOutputs(outputs, environment),
    announce: log.info,
    writeSummary: async (outcomes) => {
      if (!environment.GITHUB_STEP_SUMMARY) return;
      const { writeSummary } = await import('./report/summary/write-summary.ts');
      await writeSummary(outcomes, environment, secrets, log);
    },
  };
  await start(distribution, encoder, { inputs: readInputs(environment), log, secrets, results }, ending);
}

/** The one place that prints for the action. No secret gets through it. */
export function stepLog(environment: Environment, secrets: Secrets): RunLog {
  const clean = (text: string) => harmless(secrets.redact(text));
  const print = (text: string) => void process.stdout.write(`${text}\n`);
  const log = isRunner(environment) ? runnerLog(clean) : plainLog({ environment, clock: systemClock, clean, print });
  const debugging = environment['RUNNER_DEBUG'] === '1';
  return {
    ...log,
    debug: (line) => {
      if (debugging) log.debug(line);
    },
    secret: (value) => secrets.add(value),
  };
}
