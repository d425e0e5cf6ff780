import type { Secrets } from './credentials/secrets.ts';
import type { RawInputs } from './inputs/read-inputs.ts';
import type { Progress, RunLog } from './ports.ts';
import type { OutputName } from './report/output-names.ts';
import type { ProgramOutcome } from './report/program-outcome.ts';

export type Outputs = Readonly<Partial<Record<OutputName, string>>>;

/** Where what became of a run goes, beside the log. */
export interface Results {
  /** For those who come after: steps of a workflow, jobs of a pipeline, whoever reads standard output. */
  writeOutputs(outputs: Outputs): void | Promise<void>;
  writeSummary(outcomes: readonly ProgramOutcome[]): void | Promise<void>;
  /** The last word: `name@sha256:…` of each image, one per line. */
  announce(images: string): void;
}

/** Who asks for a run and is told about it: a runner's step, or somebody at a command line. */
export interface Caller {
  readonly inputs: RawInputs;
  readonly log: RunLog;
  /** What the log never shows; whoever prints in another place asks it. */
  readonly secrets: Secrets;
  readonly results: Results;
  /** Where somebody watches. */
  readonly progress?: Progress;
  /** What the process ends with after a failure; 1 where nothing is said. */
  readonly exitCodeOf?: (thrown: unknown) => number;
}
