import { resolve } from 'node:path';
import { checkOneHost } from '../action/one-host.ts';
import { Problems } from '../action/problems.ts';
import { readInputs } from '../action/read-inputs.ts';
import { NO_BINARY, type Request, readRequest } from '../action/request.ts';
import { completeContext, readSourceContext } from '../action/source-context.ts';
import { unknownInputs } from '../action/unknown-inputs.ts';
import type { Binary } from '../binary/binary.ts';
import { type AnnotationSet, leftOutAnnotations, readAnnotationLines } from '../config/annotation-lines.ts';
import type { ConfigBlock } from '../config/config-block.ts';
import { EMPTY_BLOCK } from '../config/empty-block.ts';
import type { RegistryLogin } from '../config/registry-auth.ts';
import type { Secrets } from '../credentials/secrets.ts';
import { checkPlatforms } from '../image/check-platforms.ts';
import { createdFrom } from '../image/created.ts';
import { targetPlatforms } from '../image/target-platforms.ts';
import { checkOutputs } from '../layout/check-outputs.ts';
import { type OutputTarget, parseOutput } from '../layout/output-target.ts';
import { PRERELEASE_MARK } from '../publish/held/prerelease-mark.ts';
import { type MergeEntry, readMergeEntries } from '../publish/merge/merge-entry.ts';
import { decidePublishing, type PublishDecision } from '../publish/publish-decision.ts';
import type { TagPlan } from '../publish/tags/tag-plan.ts';
import { isFlagged, type ReleaseVersion } from '../publish/tags/version.ts';
import type { SourceContext } from '../source-context.ts';
import { readConfigInput } from './config-input.ts';
import { workspaceOf } from './folders.ts';
import { hideSecrets } from './hide-secrets.ts';
import { readMergeLines } from './merge-lines.ts';
import { readBinaries } from './read-binaries.ts';
import type { RunPorts } from './run-ports.ts';
import { readTagPlans } from './tag-plans.ts';
import { checkDigestFile } from './write-digest-file.ts';

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
  /** Absolute path of the config block, where it is a file. */
  readonly configFile?: string;
  readonly workspace: string;
}

/** Reads inputs, event, config and binaries. Everything that is wrong with them is thrown together, before any network use. */
export async function readOrder(ports: RunPorts): Promise<Order> {
  const { environment, log, processes, secrets } = ports;
  const inputs = readInputs(environment);
  hideSecrets(inputs, environment, secrets);
  for (const text of unknownInputs(environment)) log.notice(text);
  const workspace = workspaceOf(environment);
  const event = await readSourceContext(environment);
  const asked = completeContext(event, environment, processes);
  const problems = new Problems();
  const request = readRequest(inputs, event, problems, log.notice);
  const decision = decidePublishing(request.push, event);
  const times = { input: request.created, sourceDateEpoch: environment.SOURCE_DATE_EPOCH, binaries: [] };
  problems.attempt(() => createdFrom(times));
  // git, a process of its own, answers while the binaries are read.
  const inFiles = new Problems();
  const reading = readFiles(request, inputs.config, workspace, secrets, inFiles);
  const [context, files] = await Promise.all([asked, reading]);
  const texts = readTexts(request, context, decision, problems, ports.clock.now());
  problems.addAll(inFiles);
  problems.throwIfAny();
  for (const text of leftOutAnnotations(request.annotationLines)) log.notice(text);
  return { request, context, workspace, ...texts, ...files };
}

type Texts = Pick<Order, 'annotations' | 'version' | 'tagPlans' | 'decision'>;

/** What the inputs say by themselves. A fallback is never used: its problem ends the run. */
function readTexts(
  request: Request,
  context: SourceContext,
  decision: PublishDecision,
  problems: Problems,
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

type Files = Pick<Order, 'block' | 'configFile' | 'registryAuth' | 'binaries' | 'mergeEntries' | 'outputs'>;

/** What the inputs point to, and what is YAML in them. */
async function readFiles(
  request: Request,
  config: string,
  workspace: string,
  secrets: Secrets,
  problems: Problems,
): Promise<Files> {
  const { binaries: entries, allowDynamic } = request;
  if (request.digestFile !== '') await problems.settle(() => checkDigestFile(resolve(workspace, request.digestFile)));
  const registryAuth = (await problems.settle(() => readLogins(request.registryAuth))) ?? [];
  for (const { password } of registryAuth) secrets.add(password);
  const { block, configFile } = (await problems.settle(() => readBlock(config, workspace))) ?? {};
  const systems = request.platforms.map(({ os }) => os);
  const binaries = (await problems.settle(() => readBinaries(entries, workspace, { allowDynamic, systems }))) ?? [];
  if (binaries.length > 0) problems.attempt(() => checkPlatforms(binaries, request.platforms));
  if (block !== undefined && bringsNothing(request, block)) problems.add(`${NO_BINARY}. ${FILES_ALONE}`);
  const platforms = targetPlatforms(binaries, request.platforms).length;
  return {
    block: block ?? EMPTY_BLOCK,
    ...(configFile === undefined ? {} : { configFile }),
    registryAuth,
    binaries,
    mergeEntries: (await problems.settle(() => readMerge(request, workspace))) ?? [],
    outputs: (await problems.settle(() => readOutputs(request, workspace, platforms))) ?? [],
  };
}

const FILES_ALONE =
  'An image without a program has files in its config block, as in config: "files: [{ src: manifests/, dst: /manifests/ }]"';

/** Files alone are an image, too: a bundle of an operator, data for COPY --from. */
function bringsNothing({ binaries, merge }: Request, { files }: ConfigBlock): boolean {
  return binaries.length === 0 && merge.length === 0 && files.length === 0;
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

async function readBlock(input: string, workspace: string): Promise<Pick<Order, 'block' | 'configFile'>> {
  if (input === '') return { block: EMPTY_BLOCK };
  const [{ text, document, file }, { readConfigBlock }] = await Promise.all([
    readConfigInput(input, workspace),
    import('../config/read-config-block.ts'),
  ]);
  return { block: readConfigBlock(text, document), ...(file === undefined ? {} : { configFile: file }) };
}

async function readLogins(text: string): Promise<readonly RegistryLogin[]> {
  if (text === '') return [];
  const { readRegistryAuth } = await import('../config/registry-auth.ts');
  return readRegistryAuth(text);
}
