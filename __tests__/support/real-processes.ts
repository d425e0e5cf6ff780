import type { ProcessRunner } from '../../src/ports.ts';
import { createProcessRunner } from '../../src/runner/process-runner.ts';
import { ProgramPath } from '../../src/runner/program-path.ts';

/** Real programs from the PATH that this process has at the moment, with no workspace to distrust. */
export const realProcesses: ProcessRunner = {
  run: (program, args, options) => {
    const environment = process.env;
    const path = new ProgramPath(environment.PATH ?? '', undefined);
    return createProcessRunner({ environment, path, signal: new AbortController().signal }).run(program, args, options);
  },
};
