import { parse } from 'yaml';

/** What this suite does of a workflow's steps: commands, and steps that use this action. */
export type WorkflowStep =
  | { readonly kind: 'command'; readonly command: string }
  | { readonly kind: 'action'; readonly inputs: Readonly<Record<string, string>> };

export interface Workflow {
  readonly env: Readonly<Record<string, string>>;
  readonly steps: readonly WorkflowStep[];
}

/** Steps that prepare a runner; here .ci/install has done it. */
const PREPARATION = /^(actions\/(checkout|setup-go)|mlugg\/setup-zig)@/;
const OURS = /^[^/]+\/from-scratch@/;

/** The steps of a workflow with one job, in order. A step that this suite cannot do is an error. */
export function readWorkflow(text: string): Workflow {
  const { env = {}, jobs } = parse(text) as WorkflowFile;
  const [job, ...others] = Object.values(jobs);
  if (job === undefined || others.length > 0) throw new Error('a workflow of one job is expected');
  return { env, steps: job.steps.flatMap(stepOf) };
}

function stepOf({ uses, run, with: inputs = {} }: StepInFile): WorkflowStep[] {
  if (run !== undefined) return run.includes('apt-get install') ? [] : [{ kind: 'command', command: run }];
  if (uses !== undefined && OURS.test(uses)) {
    const texts = Object.entries(inputs).map(([name, value]) => [name, String(value)]);
    return [{ kind: 'action', inputs: Object.fromEntries(texts) }];
  }
  if (uses !== undefined && PREPARATION.test(uses)) return [];
  throw new Error(`this step is not known here: ${uses}`);
}

interface WorkflowFile {
  readonly env?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, { readonly steps: readonly StepInFile[] }>>;
}

interface StepInFile {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
