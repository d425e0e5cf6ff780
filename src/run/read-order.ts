import { readAttest } from '../action/attest-inputs.ts';
import { readConfigInput } from '../action/config-input.ts';
import { checkOneHost } from '../action/one-host.ts';
import { Problems } from '../action/problems.ts';
import { readInputs } from '../action/read-inputs.ts';
import { type Request, readRequest } from '../action/request.ts';
import { completeContext, readSourceContext } from '../action/source-context.ts';
import { unknownInputs } from '../action/unknown-inputs.ts';
import type { AttestRequest } from '../attest/setting.ts';
import type { Binary } from '../binary/binary.ts';
import { type AnnotationSet, readAnnotationLines } from '../config/annotation-lines.ts';
import type { ConfigBlock } from '../config/config-block.ts';
import { EMPTY_BLOCK } from '../config/empty-block.ts';
import type { RegistryLogin } from '../config/registry-auth.ts';
import { checkPlatforms } from '../image/check-platforms.ts';
import { createdFrom } from '../image/created.ts';
import { checkOutputs } from '../layout/check-outputs.ts';
import { type OutputTarget, parseOutput } from '../layout/output-target.ts';
import { type MergeEntry, readMergeEntries } from '../publish/merge/merge-entry.ts';
import { decidePublishing, type PublishDecision } from '../publish/publish-decision.ts';
import { requireTags, resolveTags } from '../publish/tags/resolve-tags.ts';
import type { TagPlan } from '../publish/tags/tag-plan.ts';
import { type ReleaseVersion, releaseVersion } from '../publish/tags/version.ts';
import type { SourceContext } from '../source-context.ts';
import type { AttestOrder } from './attest/attest-order.ts';
import { workspaceOf } from './folders.ts';
import { readMergeLines } from './merge-lines.ts';
import { readBinaries } from './read-binaries.ts';
import type { RunPorts } from './run-ports.ts';

/** All that was asked for, checked and read: what follows needs no input, no event and no environment any more. */
export interface Order {
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
  /** Undefined where nothing is to be proved and no SBOM to be written. */
  readonly attest: AttestOrder | undefined;
  readonly workspace: string;
}

/** Reads inputs, event, config and binaries. Everything that is wrong with them is thrown together, before any network use. */
export async function readOrder(ports: RunPorts): Promise<Order> {
  const { environment, log, processes } = ports;
  const inputs = readInputs(environment);
  for (const text of unknownInputs(environment)) log.notice(text);
  log.secret(inputs.password);
  log.secret(inputs['github-token']);
  const workspace = workspaceOf(environment);
  const event = await readSourceContext(environment);
  const asked = completeContext(event, environment, processes);
  const decision = decidePublishing(readPush(inputs.push), event);
  const problems = new Problems();
  const request = readRequest(inputs, event, problems, log.notice);
  const attesting = readAttest(inputs, problems);
  const times = { input: request.created, sourceDateEpoch: environment.SOURCE_DATE_EPOCH, binaries: [] };
  problems.attempt(() => createdFrom(times));
  // git, a process of its own, answers while the binaries are read.
  const inFiles = new Problems();
  const reading = readFiles(request, inputs.config, workspace, inFiles);
  const [context, files] = await Promise.all([asked, reading]);
  const attest = await problems.settle(() => readProof(attesting, files.binaries.length, decision, context, ports));
  const texts = readTexts(request, context, decision, problems);
  problems.addAll(inFiles);
  problems.throwIfAny();
  return { request, context, decision, workspace, attest, ...texts, ...files };
}

/** Loaded only where there is something to prove. */
async function readProof(
  request: AttestRequest | undefined,
  platforms: number,
  { publish: publishes }: PublishDecision,
  { visibility }: SourceContext,
  { environment, log }: RunPorts,
): Promise<AttestOrder | undefined> {
  if (request === undefined) return undefined;
  const { readAttestOrder } = await import('./attest/attest-order.ts');
  return readAttestOrder(request, { environment, log, visibility, publishes, platforms });
}

type Texts = Pick<Order, 'annotations' | 'version' | 'tagPlans'>;

/** What the inputs say by themselves. A fallback is never used: its problem ends the run. */
function readTexts(request: Request, context: SourceContext, decision: PublishDecision, problems: Problems): Texts {
  const { annotationLines } = request;
  problems.attempt(() => checkOneHost(request));
  const version = problems.attempt(() => releaseVersion(request, context));
  return {
    annotations: problems.attempt(() => readAnnotationLines(annotationLines)) ?? { manifest: {}, index: {} },
    version,
    tagPlans: problems.attempt(() => planTags(request, version, context, decision)) ?? [],
  };
}

type Files = Pick<Order, 'block' | 'registryAuth' | 'binaries' | 'mergeEntries' | 'outputs'>;

/** What the inputs point to, and what is YAML in them. */
async function readFiles(request: Request, config: string, workspace: string, problems: Problems): Promise<Files> {
  const { binaries: entries, allowDynamic } = request;
  const block = await problems.settle(() => readBlock(config, workspace));
  const binaries = (await problems.settle(() => readBinaries(entries, workspace, allowDynamic))) ?? [];
  if (binaries.length > 0) problems.attempt(() => checkPlatforms(binaries, request.platforms));
  return {
    block: block ?? EMPTY_BLOCK,
    registryAuth: (await problems.settle(() => readLogins(request.registryAuth))) ?? [],
    binaries,
    mergeEntries: (await problems.settle(() => readMerge(request, workspace))) ?? [],
    outputs: (await problems.settle(() => readOutputs(request, workspace, binaries.length))) ?? [],
  };
}

async function readOutputs({ outputs, merge }: Request, workspace: string, platforms: number): Promise<OutputTarget[]> {
  const problems = new Problems();
  if (merge.length > 0 && outputs.length > 0)
    problems.add('output: cannot be used with merge, which makes no image here');
  const targets = outputs.flatMap((text) => problems.attempt(() => parseOutput(text)) ?? []);
  await problems.settle(() => checkOutputs(targets, workspace, platforms));
  problems.throwIfAny();
  return targets;
}

async function readMerge({ merge }: Request, workspace: string): Promise<MergeEntry[]> {
  return merge.length === 0 ? [] : readMergeEntries(await readMergeLines(merge, workspace));
}

/** What is no value of `push` is reported with the other inputs. */
function readPush(text: string): 'auto' | boolean {
  return text === 'true' ? true : text === 'false' ? false : 'auto';
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

function planTags(
  { targets, tagPrefix, latest }: Request,
  version: ReleaseVersion | undefined,
  context: SourceContext,
  decision: PublishDecision,
): TagPlan[] {
  return targets.map(({ repository, tags }) => {
    const plan = resolveTags(tags, { version, tagPrefix, latest }, context);
    if (decision.publish) requireTags(plan, repository);
    return plan;
  });
}
