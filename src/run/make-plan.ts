import type { Binary } from '../binary/binary.ts';
import type { AnnotationSet } from '../config/annotation-lines.ts';
import type { ConfigBlock } from '../config/config-block.ts';
import { locateProblems } from '../config/locate-problems.ts';
import { sourceFinder } from '../files/find-sources.ts';
import { builtCommitTime, revisionWarning } from '../image/built-revision.ts';
import { createdFrom } from '../image/created.ts';
import { fileEntries } from '../image/file-entries.ts';
import { assembleKit, type Kit, pemPathsOf } from '../image/kit/assemble-kit.ts';
import { assetsFrom } from '../image/kit/assets.ts';
import { imageLabels } from '../image/labels.ts';
import { type Plan, planImage } from '../image/plan.ts';
import type { Request } from '../inputs/request.ts';
import { formatPlatform, type Platform } from '../oci/platform.ts';
import type { Entry } from '../rootfs/entry.ts';
import type { SourceContext } from '../source-context.ts';
import { readAsset } from './folders.ts';
import { readPemFile } from './read-pem-file.ts';
import type { PlatformStage } from './read-stages.ts';
import type { RunPorts } from './run-ports.ts';

export interface PlanSources {
  readonly request: Request;
  readonly block: ConfigBlock;
  readonly annotations: AnnotationSet;
  readonly context: SourceContext;
  readonly binaries: readonly Binary[];
  /** Of a Dockerfile; empty without one. */
  readonly stages: readonly PlatformStage[];
  /** Without `v`; empty = none. */
  readonly version: string;
  readonly workspace: string;
}

/** Reads whatever else belongs in the image, then decides all about it. */
export async function makePlan(sources: PlanSources, ports: RunPorts): Promise<Plan> {
  try {
    return await planOf(sources, ports);
  } catch (error) {
    throw locateProblems(error, sources.block.positions);
  }
}

async function planOf(sources: PlanSources, ports: RunPorts): Promise<Plan> {
  const { request, block, annotations, context, binaries, version } = sources;
  const created = createdFrom({
    input: request.created,
    sourceDateEpoch: ports.environment.SOURCE_DATE_EPOCH,
    commitTime: builtCommitTime(context, binaries),
    buildTime: context.buildTime,
    binaries,
  });
  const [first, ...rest] = sources.stages;
  if (first !== undefined) return (await import('./plan-stages.ts')).planStages([first, ...rest], sources, created);
  const labels = imageLabels({ context, version, created, binaries, block, labels: request.labels, annotations });
  const kit = await makeKit(sources, ports);
  const files = await readFiles(sources, kit, created.mtime);
  const filesFor = (platform: Platform) => files.get(formatPlatform(platform)) ?? [];
  const plan = planImage({ block, binaries, platforms: request.platforms, kit, filesFor, created, labels });
  const warning = revisionWarning(context, binaries);
  return warning === undefined ? plan : { ...plan, warnings: [...plan.warnings, `The binary was ${warning}`] };
}

async function makeKit({ block, binaries, workspace }: PlanSources, { distribution, clock }: RunPorts) {
  const assets = assetsFrom((name) => readAsset(name, distribution));
  const pemFiles = await Promise.all(pemPathsOf(block).map((path) => readPemFile(path, workspace)));
  const evidence = binaries.map((binary) => binary.evidence);
  return assembleKit({ options: block, evidence, pemFiles, alone: namesNoPath(block), now: clock.now() }, assets);
}

function namesNoPath({ path, entrypoint, workdir, healthcheck, volumes, files }: ConfigBlock): boolean {
  const one = path ?? entrypoint ?? workdir ?? healthcheck;
  return one === undefined && volumes.length === 0 && files.length === 0;
}

async function readFiles(
  { block, binaries, workspace }: PlanSources,
  kit: Kit,
  mtime: number,
): Promise<ReadonlyMap<string, readonly Entry[]>> {
  const find = sourceFinder(workspace);
  const entries = binaries.map(async ({ platform }) => {
    const found = await fileEntries(
      { specs: block.files, platform, users: block.users, mtime, kit: kit.entries },
      find,
    );
    return [formatPlatform(platform), found] as const;
  });
  return new Map(await Promise.all(entries));
}
