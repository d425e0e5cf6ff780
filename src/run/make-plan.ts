import { realpath } from 'node:fs/promises';
import type { Binary } from '../binary/binary.ts';
import type { AnnotationSet } from '../config/annotation-lines.ts';
import type { ConfigBlock } from '../config/config-block.ts';
import { locateProblems } from '../config/locate-problems.ts';
import { ActionError } from '../errors.ts';
import { sourceFinder } from '../files/find-sources.ts';
import { builtCommitTime, revisionWarning } from '../image/built-revision.ts';
import { checkContents } from '../image/check-contents.ts';
import { createdFrom } from '../image/created.ts';
import { fileEntries } from '../image/file-entries.ts';
import { askedKit } from '../image/kit/asked-kit.ts';
import { assembleKit, type Kit, pemPathsOf } from '../image/kit/assemble-kit.ts';
import { imageLabels } from '../image/labels.ts';
import { type Plan, planImage } from '../image/plan.ts';
import { startsProgram } from '../image/runtime-config.ts';
import { targetPlatforms } from '../image/target-platforms.ts';
import type { Request } from '../inputs/request.ts';
import { comparePlatforms, formatPlatform, type Platform, samePlatform } from '../oci/platform.ts';
import type { Entry, FileEntry } from '../rootfs/entry.ts';
import type { SourceContext } from '../source-context.ts';
import { temporaryFolderOf } from './folders.ts';
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
  const files = await readFiles(sources, kit, created.mtime, ports);
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

interface FilesRead {
  /** By the platform's text. */
  readonly byPlatform: ReadonlyMap<string, readonly Entry[]>;
  readonly warnings: readonly string[];
}

async function readFiles(
  { request, block, binaries, version, workspace }: PlanSources,
  kit: Kit,
  mtime: number,
  { environment }: RunPorts,
): Promise<FilesRead> {
  const find = sourceFinder(workspace, temporaryFolderOf(environment));
  const warnings = new Set<string>();
  const warn = (sentence: string) => void warnings.add(sentence);
  const entries = targetPlatforms(binaries, request.platforms).map(async (platform) => {
    const found = await fileEntries(
      { specs: block.files, platform, version, users: block.users, mtime, kit: kit.entries },
      find,
      warn,
    );
    const binary = binaries.find((one) => samePlatform(one.platform, platform));
    return [formatPlatform(platform), await withProgram(found, binary)] as const;
  });
  const byPlatform = new Map(await Promise.all(entries));
  return { byPlatform, warnings: [...warnings].toSorted() };
}

/** The binary may lie in what is copied: then it is the very same file, and not a second one. */
async function withProgram(entries: readonly Entry[], binary: Binary | undefined): Promise<readonly Entry[]> {
  const path = binary?.source.path;
  if (binary === undefined || path === undefined || entries.length === 0) return entries;
  const real = await realpath(path).catch(() => path);
  const { source } = binary;
  const isProgram = (entry: Entry): entry is FileEntry => {
    return entry.type === 'file' && entry.content.size === source.size && entry.content.path === real;
  };
  if (!entries.some(isProgram)) return entries;
  return entries.map((entry) => (isProgram(entry) ? { ...entry, content: source } : entry));
}
