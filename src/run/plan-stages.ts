import { checkContents } from '../image/check-contents.ts';
import type { Created } from '../image/created.ts';
import type { KitDecision } from '../image/kit/kit-part.ts';
import { imageLabels } from '../image/labels.ts';
import { joinPlans, type Plan, planImage } from '../image/plan.ts';
import type { Entry } from '../rootfs/entry.ts';
import type { PlanSources } from './make-plans.ts';
import type { PlatformStage } from './read-stages.ts';

/** The plan of a Dockerfile's image: each platform has settings of its own, as TARGETARCH may stand in any of them. */
export async function planStages(
  [first, ...rest]: readonly [PlatformStage, ...PlatformStage[]],
  sources: PlanSources,
  created: Created,
): Promise<Plan> {
  const others = rest.map((stage) => checkedPlan(stage, sources, created));
  return joinPlans([await checkedPlan(first, sources, created), ...(await Promise.all(others))]);
}

async function checkedPlan(stage: PlatformStage, sources: PlanSources, created: Created): Promise<Plan> {
  const plan = planStage(stage, sources, created);
  return { ...plan, warnings: [...plan.warnings, ...(await checkContents(stage.block, plan.platforms))] };
}

function planStage(stage: PlatformStage, sources: PlanSources, created: Created): Plan {
  const { context, version, request, annotations } = sources;
  const { block, binary, binaryPath, platform, warnings } = stage;
  const binaries = binary === undefined ? [] : [binary];
  const entries = stage.entries.map((entry): Entry => ({ ...entry, mtime: created.mtime }));
  return planImage({
    block: binaryPath === undefined ? block : { ...block, path: binaryPath },
    binaries,
    platforms: [platform],
    kit: { entries: [], decisions: decisionsOf(entries), warnings },
    filesFor: () => entries,
    created,
    labels: imageLabels({ context, version, created, binaries, block, labels: request.labels, annotations }),
  });
}

/** What programs look for, and whether the Dockerfile brings it. */
const PARTS: readonly { readonly part: KitDecision['part']; readonly paths: RegExp }[] = [
  {
    part: 'certificates',
    paths:
      /^(?:etc\/ssl\/certs\/ca-certificates\.crt|etc\/ssl\/cert\.pem|etc\/ssl\/certs\/.+|etc\/pki\/tls\/certs\/.+)$/,
  },
  { part: 'zones', paths: /^(?:usr\/share\/zoneinfo\/.+|.*\/?zoneinfo\.zip)$/ },
];

function decisionsOf(entries: readonly Entry[]): KitDecision[] {
  return PARTS.map(({ part, paths }) => {
    const found = entries.find(({ type, path }) => type !== 'directory' && paths.test(path));
    if (found === undefined) return { part, included: false, reason: 'the Dockerfile brings none' };
    return { part, included: true, reason: `the Dockerfile brings /${found.path}` };
  });
}
