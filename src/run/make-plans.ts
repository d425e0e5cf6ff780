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
  readonly order: RunConfig;
  readonly plan: Plan;
}

/**
 * All plans come before anything is sent: what is wrong with one is wrong with the run.
 * @param files gets all that the plans have opened, also where one of them fails
 */
export async function makePlans(
  orders: readonly RunConfig[],
  files: FileSource[],
  ports: RunPorts,
): Promise<Planned[]> {
  const plan = async (order: RunConfig): Promise<Planned> => {
    const made = await makePlan({ ...order, version: order.version?.text ?? '' }, ports);
    for (const file of filesOf(made)) files.push(file);
    return { order, plan: made };
  };
  const plans = await plansOf(orders, plan);
  await refuseOwnInputs(plans, files);
  return plans;
}

/** A single image's problem is told as it is. */
async function plansOf(orders: readonly RunConfig[], plan: (order: RunConfig) => Promise<Planned>): Promise<Planned[]> {
  const [only] = orders;
  if (orders.length === 1 && only !== undefined) return [await plan(only)];
  const problems = new InputProblems();
  const plans = await gather(orders, plan, problems);
  problems.throwIfAny();
  return plans;
}

function* filesOf(plan: Plan): Iterable<FileSource> {
  for (const { entries } of distinctLayers(plan)) {
    for (const entry of entries) if (entry.type === 'file') yield entry.content;
  }
}
