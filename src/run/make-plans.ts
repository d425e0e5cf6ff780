import type { FileSource } from '../files/file-source.ts';
import { distinctLayers } from '../image/describe-plan.ts';
import type { Plan } from '../image/plan.ts';
import { gather } from '../inputs/gather.ts';
import { InputProblems } from '../inputs/input-problems.ts';
import { makePlan } from './make-plan.ts';
import { refuseOwnInputs } from './refuse-own-inputs.ts';
import type { RunConfig } from './resolve-config.ts';
import type { RunPorts } from './run-ports.ts';

/** An image on its way. */
export interface Planned {
  readonly config: RunConfig;
  readonly plan: Plan;
}

/**
 * All plans come before anything is sent: what is wrong with one is wrong with the run.
 * @param files gets all that the plans have opened, also where one of them fails
 */
export async function makePlans(
  configs: readonly RunConfig[],
  files: FileSource[],
  ports: RunPorts,
): Promise<Planned[]> {
  const plan = async (config: RunConfig): Promise<Planned> => {
    const made = await makePlan({ ...config, version: config.version?.text ?? '' }, ports);
    for (const file of filesOf(made)) files.push(file);
    return { config, plan: made };
  };
  const plans = await plansOf(configs, plan);
  await refuseOwnInputs(plans, files);
  return plans;
}

/** A single image's problem is told as it is. */
async function plansOf(
  configs: readonly RunConfig[],
  plan: (config: RunConfig) => Promise<Planned>,
): Promise<Planned[]> {
  const [only] = configs;
  if (configs.length === 1 && only !== undefined) return [await plan(only)];
  const problems = new InputProblems();
  const plans = await gather(configs, plan, problems);
  problems.throwIfAny();
  return plans;
}

function* filesOf(plan: Plan): Iterable<FileSource> {
  for (const { entries } of distinctLayers(plan)) {
    for (const entry of entries) if (entry.type === 'file') yield entry.content;
  }
}
