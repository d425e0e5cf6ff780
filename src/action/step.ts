import { setSecret } from '@actions/core';
import type { Caller } from '../caller.ts';
import { Secrets } from '../credentials/secrets.ts';
import type { Environment } from '../ports.ts';
import { systemClock } from './clock.ts';
import { createLog, isRunner } from './log.ts';
import { readInputs } from './read-inputs.ts';
import { writeOutputs } from './write-outputs.ts';

/** A step of a workflow as the one who asks for the run: inputs are variables, outputs and summary are files. */
export function stepCaller(environment: Environment): Caller {
  const secrets = new Secrets(isRunner(environment) ? setSecret : undefined);
  const log = createLog(environment, secrets, systemClock);
  return {
    inputs: readInputs(environment),
    log,
    secrets,
    results: {
      writeOutputs: (outputs) => writeOutputs(outputs, environment),
      announce: log.info,
      writeSummary: async (report) => {
        const { writeSummary } = await import('./summary/write-summary.ts');
        await writeSummary(report, environment, secrets, log);
      },
    },
  };
}
