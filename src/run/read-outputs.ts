import { InputProblems } from '../inputs/input-problems.ts';
import type { Request } from '../inputs/request.ts';
import { checkOutputs } from '../layout/check-outputs.ts';
import { type OutputTarget, parseOutput } from '../layout/output-target.ts';

/** The lines of the input `output`, and whether they can be written. */
export async function readOutputs(
  { outputs, merge }: Pick<Request, 'outputs' | 'merge'>,
  workspace: string,
  platforms: number,
): Promise<OutputTarget[]> {
  const problems = new InputProblems();
  if (merge.length > 0) problems.add('output: cannot be used with merge, which makes no image here');
  const targets = outputs.flatMap((text) => problems.attempt(() => parseOutput(text)) ?? []);
  await problems.attemptAsync(() => checkOutputs(targets, workspace, platforms));
  problems.throwIfAny();
  return targets;
}
