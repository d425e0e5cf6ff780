import type { Binary } from '../binary/binary.ts';
import type { AnnotationSet } from '../config/annotation-lines.ts';
import type { ConfigBlock } from '../config/config-block.ts';
import { locateProblems } from '../config/locate-problems.ts';
import { ActionError } from '../errors.ts';
import type { FileSource } from '../files/file-source.ts';
import { builtCommitTime, revisionWarning } from '../image/built-revision.ts';
import { checkContents } from '../image/check-contents.ts';
import { createdFrom } from '../image/created.ts';
import { distinctLayers } from '../image/describe-plan.ts';
import { askedKit } from '../image/kit/asked-kit.ts';
import { assembleKit, type Kit, pemPathsOf } from '../image/kit/assemble-kit.ts';
import { imageLabels } from '../image/labels.ts';
import { type Plan, planImage } from '../image/plan.ts';
import { startsProgram } from '../image/runtime-config.ts';
import { gather } from '../inputs/gather.ts';
import { InputProblems } from '../inputs/input-problems.ts';
import type { Request } from '../inputs/request.ts';
import { comparePlatforms, formatPlatform, type Platform } from '../oci/platform.ts';
import type { SourceContext } from '../source-context.ts';
import type { FilesRead } from './read-config-files.ts';
import { readPemFile } from './read-pem-file.ts';
import type { PlatformStage } from './read-stages.ts';
import { refuseOwnInputs } from './refuse-own-inputs.ts';
import type { RunConfig } from './resolve-config.ts';
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
    for (const file of filesIn(made)) files.push(file);
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

function* filesIn(plan: Plan): Iterable<FileSource> {
  for (const { entries } of distinctLayers(plan)) {
    for (const entry of entries) if (entry.type === 'file') yield entry.content;
  }
}

/** Reads whatever else belongs in the image, then decides all about it. */
export async function makePlan(sources: PlanSources, ports: RunPorts): Promise<Plan> {
  try {
    // The order in which binaries are listed is no part of an image.
    const binaries = sources.binaries.toSorted((a, b) => comparePlatforms(a.platform, b.platform));
    return await planOf({ ...sources, binaries }, ports);
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
  if (first !== undefined) {
    const { planStages } = await import('./plan-stages.ts');
    return await planStages([first, ...rest], sources, created);
  }
  const labels = imageLabels({ context, version, created, binaries, block, labels: request.labels, annotations });
  const kit = await makeKit(sources, ports);
  const files = await filesOf(sources, kit, created.mtime, ports);
  const filesFor = (platform: Platform) => files.byPlatform.get(formatPlatform(platform)) ?? [];
  const { platforms } = request;
  const plan = planImage({ block, binaries, platforms, kit, filesFor, created, labels, version });
  if (request.smokeTest !== undefined) refuseSmokeTest(plan);
  const contents = await checkContents(block, plan.platforms);
  const revision = revisionWarning(context, binaries);
  const strange = revision === undefined ? [] : [`The binary was ${revision}`];
  return { ...plan, warnings: [...plan.warnings, ...files.warnings, ...contents, ...strange] };
}

function refuseSmokeTest({ platforms }: Plan): void {
  if (platforms.every(({ runtime }) => startsProgram(runtime))) return;
  throw new ActionError(
    'input',
    'smoke-test: the image has no entrypoint and no cmd, so that there is nothing to run',
    {
      hint: 'Leave out smoke-test, or name the program by entrypoint in the config block.',
    },
  );
}

async function makeKit({ block, binaries, workspace }: PlanSources, { assets, clock }: RunPorts) {
  const pemFiles = await Promise.all(pemPathsOf(block).map((path) => readPemFile(path, workspace)));
  const evidence = binaries.map((binary) => binary.evidence);
  const options = binaries.length > 0 ? block : askedKit(block);
  return assembleKit({ options, evidence, pemFiles, alone: namesNoPath(block), now: clock.now() }, assets);
}

function namesNoPath({ path, entrypoint, workdir, healthcheck, volumes, files }: ConfigBlock): boolean {
  const one = path ?? entrypoint ?? workdir ?? healthcheck;
  return one === undefined && volumes.length === 0 && files.length === 0;
}

/** The config block's `files`, which few images have: what finds and reads them is loaded for those. */
async function filesOf(sources: PlanSources, kit: Kit, mtime: number, ports: RunPorts): Promise<FilesRead> {
  if (sources.block.files.length === 0) return { byPlatform: new Map(), warnings: [] };
  return (await import('./read-config-files.ts')).readConfigFiles(sources, kit, mtime, ports);
}
