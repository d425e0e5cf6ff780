import type { Binary } from '../../src/binary/binary.ts';
import type { Plan } from '../../src/image/plan.ts';
import type { Request } from '../../src/inputs/request.ts';
import { makePlan, type PlanSources } from '../../src/run/make-plans.ts';
import type { RunPorts } from '../../src/run/run-ports.ts';
import { ASSETS } from './kit-assets.ts';
import { blockOf, CONTEXT } from './plan-values.ts';

/** The plan of a run with this config block, its sources read from a folder. */
export function planInWorkspace(
  workspace: string,
  config: string,
  binaries: readonly Binary[],
  changes: Partial<PlanSources> = {},
): Promise<Plan> {
  const request = { created: '', labels: {}, platforms: [], smokeTest: undefined } as Partial<Request> as Request;
  const sources = {
    request,
    block: blockOf(config),
    annotations: { manifest: {}, index: {} },
    context: CONTEXT,
    binaries,
    stages: [],
    version: '',
    workspace,
    ...changes,
  };
  const ports = { environment: {}, assets: ASSETS, clock: { now: () => 0 } } as Partial<RunPorts> as RunPorts;
  return makePlan(sources, ports);
}
