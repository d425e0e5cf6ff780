import { formatPlatform } from '../oci/platform.ts';
import { printable } from '../printable.ts';
import { contentSize } from '../rootfs/entry.ts';
import type { KitDecision } from './kit/kit-part.ts';
import type { Plan, PlatformPlan } from './plan.ts';
import type { LayerPlan } from './plan-layers.ts';

/** The plan as lines of a log: what goes where, and why. */
export function describePlan(plan: Plan): string[] {
  return [
    ...plan.platforms.map((platform) => platformLine(platform, plan.binaryPath ?? '')),
    ...distinctLayers(plan).map(layerLine),
    ...plan.decisions.map(decisionLine),
    `created ${plan.created.text} (${plan.created.origin})`,
  ];
}

function platformLine({ platform, binary, runtime }: PlatformPlan, path: string | undefined): string {
  const command = JSON.stringify([...(runtime.Entrypoint ?? []), ...(runtime.Cmd ?? [])]);
  const from = binary === undefined ? 'files' : `${printable(binary.source.name, 200)} -> ${path}, ${binary.linkage}`;
  const runs = command === '[]' ? 'starts nothing' : `runs ${printable(command, 300)} as ${runtime.User ?? 'root'}`;
  return `${formatPlatform(platform)}: ${from}, ${runs}`;
}

/** Each layer once, whatever number of platforms it is in. */
export function distinctLayers({ platforms }: Pick<Plan, 'platforms'>): readonly LayerPlan[] {
  return [...new Set(platforms.flatMap(({ layers }) => layers))];
}

function layerLine({ label, entries }: LayerPlan): string {
  const count = entries.reduce((sum, entry) => sum + (entry.type === 'subtree' ? entry.count : 1), 0);
  return `layer ${label}: ${count} ${count === 1 ? 'entry' : 'entries'}, ${contentSize(entries)} bytes`;
}

function decisionLine({ part, included, reason, detail }: KitDecision): string {
  const what = detail === undefined ? '' : `: ${printable(detail, 200)}`;
  return `${part}: ${included ? 'included' : 'not included'}, since ${printable(reason, 200)}${included ? what : ''}`;
}
