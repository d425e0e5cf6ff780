import { resolve } from 'node:path';
import type { Binary } from '../binary/binary.ts';
import { type AnnotationSet, leftOutAnnotations, readAnnotationLines } from '../config/annotation-lines.ts';
import { type ConfigBlock, EMPTY_BLOCK } from '../config/config-block.ts';
import type { RegistryLogin } from '../config/registry-auth.ts';
import type { Secrets } from '../credentials/secrets.ts';
import { checkPlatforms } from '../image/check-platforms.ts';
import { createdFrom } from '../image/created.ts';
import { readConfigInput } from '../inputs/config-input.ts';
import { InputProblems } from '../inputs/input-problems.ts';
import { readInputs } from '../inputs/read-inputs.ts';
import { checkOneHost, type Request, readRequest } from '../inputs/request.ts';
import { completeContext, readSourceContext } from '../inputs/source-context.ts';
import { unknownInputs } from '../inputs/unknown-inputs.ts';
import { checkOutputs } from '../layout/check-outputs.ts';
import { type OutputTarget, parseOutput } from '../layout/output-target.ts';
import type { Environment } from '../ports.ts';
import { type MergeEntry, readMergeEntries } from '../publish/merge/merge-entry.ts';
import { decidePublishing, type PublishDecision } from '../publish/publish-decision.ts';
import { PRERELEASE_MARK } from '../publish/remote/prerelease-mark.ts';
import type { TagPlan } from '../publish/tags/tag-plan.ts';
import { isFlagged, type ReleaseVersion } from '../publish/tags/version.ts';
import type { EarlyConnections } from '../registry/http/early-connections.ts';
import type { SourceContext } from '../source-context.ts';
import { workspaceOf } from './folders.ts';
import { hideSecrets } from './hide-secrets.ts';
import { readMergeLines } from './merge-lines.ts';
import { readBinaries } from './read-binaries.ts';
import type { RunPorts } from './run-ports.ts';
import { readTagPlans } from './tag-plans.ts';
import { checkDigestFile } from './write-digest-file.ts';

/** All that was asked for, checked and read: what follows needs no input, no event and no environment any more. */
export interface RunConfig {
  readonly request: Request;
  readonly context: SourceContext;
  readonly block: ConfigBlock;
  readonly annotations: AnnotationSet;
  readonly registryAuth: readonly RegistryLogin[];
  readonly version: ReleaseVersion | undefined;
  /** For each target of the request, in its order. */
  readonly tagPlans: readonly TagPlan[];
  readonly decision: PublishDecision;
  readonly binaries: readonly Binary[];
  /** What other jobs have pushed; empty where there are binaries. */
  readonly mergeEntries: readonly MergeEntry[];
  readonly outputs: readonly OutputTarget[];
  readonly workspace: string;
  /** Connections that are on their way; undefined where nothing is published, or where they cannot be opened yet. */
  readonly early: Promise<EarlyConnections | undefined>;
}

/** Reads inputs, event, config and binaries. Everything that is wrong with them is thrown together, before any request is sent. */
export async function resolveConfig(ports: RunPorts): Promise<RunConfig> {
  const { environment, log, processes, secrets } = ports;
  const inputs = readInputs(environment);
  hideSecrets(inputs, environment, secrets);
  for (const text of unknownInputs(environment)) log.notice(text);
  const workspace = workspaceOf(environment);
  const event = await readSourceContext(environment);
  const asked = completeContext(event, environment, processes);
  const problems = new InputProblems();
  const request = readRequest(inputs, event, problems, log.notice);
  const decision = decidePublishing(request.push, event);
  const times = { input: request.created, sourceDateEpoch: environment.SOURCE_DATE_EPOCH, binaries: [] };
  problems.attempt(() => createdFrom(times));
  const early = decision.publish && !problems.any ? connectEarly(request, environment) : Promise.resolve(undefined);
  // git, a process of its own, answers while the binaries are read.
  const inFiles = new InputProblems();
  const reading = readFiles(request, inputs.config, workspace, secrets, inFiles);
  const [context, files] = await Promise.all([asked, reading]);
  const texts = readTexts(request, context, decision, problems, ports.clock.now());
  problems.addAll(inFiles);
  problems.throwIfAny();
  for (const text of leftOutAnnotations(request.annotationLines)) log.notice(text);
  return { request, context, workspace, early, ...texts, ...files };
}

/** What stands in the way is told by whoever needs a connection. */
async function connectEarly(request: Request, environment: Environment): Promise<EarlyConnections | undefined> {
  try {
    return await (await import('./open-early.ts')).openEarly(request, environment);
  } catch {
    return undefined;
  }
}

type Texts = Pick<RunConfig, 'annotations' | 'version' | 'tagPlans' | 'decision'>;

/** What the inputs say by themselves. A fallback is never used: its problem ends the run. */
function readTexts(
  request: Request,
  context: SourceContext,
  decision: PublishDecision,
  problems: InputProblems,
  now: number,
): Texts {
  problems.attempt(() => checkOneHost(request));
  const tags = readTagPlans(request, context, decision, now, problems);
  const annotations = problems.attempt(() => readAnnotationLines(request.annotationLines));
  return { ...tags, annotations: withMark(annotations ?? { manifest: {}, index: {} }, tags.version) };
}

function withMark({ manifest, index }: AnnotationSet, version: ReleaseVersion | undefined): AnnotationSet {
  if (version === undefined || !isFlagged(version)) return { manifest, index };
  return { manifest: { ...manifest, ...PRERELEASE_MARK }, index: { ...index, ...PRERELEASE_MARK } };
}

type Files = Pick<RunConfig, 'block' | 'registryAuth' | 'binaries' | 'mergeEntries' | 'outputs'>;

/** What the inputs point to, and what is YAML in them. */
async function readFiles(
  request: Request,
  config: string,
  workspace: string,
  secrets: Secrets,
  problems: InputProblems,
): Promise<Files> {
  const { binaries: entries, allowDynamic } = request;
  if (request.digestFile !== '')
    await problems.attemptAsync(() => checkDigestFile(resolve(workspace, request.digestFile)));
  const registryAuth = (await problems.attemptAsync(() => readLogins(request.registryAuth))) ?? [];
  for (const { password } of registryAuth) secrets.add(password);
  const block = await problems.attemptAsync(() => readBlock(config, workspace));
  const systems = request.platforms.map(({ os }) => os);
  const binaries =
    (await problems.attemptAsync(() => readBinaries(entries, workspace, { allowDynamic, systems }))) ?? [];
  if (binaries.length > 0) problems.attempt(() => checkPlatforms(binaries, request.platforms));
  return {
    block: block ?? EMPTY_BLOCK,
    registryAuth,
    binaries,
    mergeEntries: (await problems.attemptAsync(() => readMerge(request, workspace))) ?? [],
    outputs: (await problems.attemptAsync(() => readOutputs(request, workspace, binaries.length))) ?? [],
  };
}

async function readOutputs({ outputs, merge }: Request, workspace: string, platforms: number): Promise<OutputTarget[]> {
  const problems = new InputProblems();
  if (merge.length > 0 && outputs.length > 0)
    problems.add('output: cannot be used with merge, which makes no image here');
  const targets = outputs.flatMap((text) => problems.attempt(() => parseOutput(text)) ?? []);
  await problems.attemptAsync(() => checkOutputs(targets, workspace, platforms));
  problems.throwIfAny();
  return targets;
}

async function readMerge({ merge }: Request, workspace: string): Promise<MergeEntry[]> {
  return merge.length === 0 ? [] : readMergeEntries(await readMergeLines(merge, workspace));
}

async function readBlock(input: string, workspace: string): Promise<ConfigBlock> {
  if (input === '') return EMPTY_BLOCK;
  const [{ text, document }, { readConfigBlock }] = await Promise.all([
    readConfigInput(input, workspace),
    import('../config/read-config-block.ts'),
  ]);
  return readConfigBlock(text, document);
}

async function readLogins(text: string): Promise<readonly RegistryLogin[]> {
  if (text === '') return [];
  const { readRegistryAuth } = await import('../config/registry-auth.ts');
  return readRegistryAuth(text);
}
