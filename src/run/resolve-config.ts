import { dirname, resolve } from 'node:path';
import type { AttestRequest } from '../attest/setting.ts';
import type { Binary } from '../binary/binary.ts';
import { type AnnotationSet, leftOutAnnotations, readAnnotationLines } from '../config/annotation-lines.ts';
import { type ConfigBlock, EMPTY_BLOCK } from '../config/config-block.ts';
import { Logins, refuseBoth } from '../credentials/logins.ts';
import { type CredentialResolver, credentialResolver } from '../credentials/resolve-credentials.ts';
import { checkPlatforms } from '../image/check-platforms.ts';
import { createdFrom } from '../image/created.ts';
import { targetPlatforms } from '../image/target-platforms.ts';
import { readAttest } from '../inputs/attest-inputs.ts';
import { ciLogin } from '../inputs/ci-context.ts';
import { readConfigInput } from '../inputs/config-input.ts';
import { InputProblems } from '../inputs/input-problems.ts';
import type { RawInputs } from '../inputs/read-inputs.ts';
import { NO_BINARY, type Request, readRequest } from '../inputs/request.ts';
import { completeContext, readSourceContext } from '../inputs/source-context.ts';
import { unknownInputs } from '../inputs/unknown-inputs.ts';
import type { OutputTarget } from '../layout/output-target.ts';
import { formatPlatform } from '../oci/platform.ts';
import { formatRepository } from '../oci/reference.ts';
import type { Environment } from '../ports.ts';
import { type MergeEntry, readMergeEntries } from '../publish/merge/merge-entry.ts';
import { decidePublishing, type PublishDecision } from '../publish/publish-decision.ts';
import { PRERELEASE_MARK } from '../publish/remote/prerelease-mark.ts';
import type { TagPlan } from '../publish/tags/tag-plan.ts';
import { isFlagged, type ReleaseVersion } from '../publish/tags/version.ts';
import type { EarlyConnections } from '../registry/http/early-connections.ts';
import type { SourceContext } from '../source-context.ts';
import type { AttestConfig } from './attest/attest-config.ts';
import { closeBinaries, type FoundBinaries, findBinaries, NOTHING_FOUND, readBinaries } from './binaries.ts';
import { workspaceOf } from './folders.ts';
import { withRelease, withReleaseVersion } from './goreleaser-release.ts';
import { readMergeLines } from './merge-lines.ts';
import { nameProgram, onlyName, type ProgramInputs } from './program-inputs.ts';
import type { PlatformStage } from './read-stages.ts';
import type { RunPorts } from './run-ports.ts';
import { readTagPlans } from './tag-plans.ts';
import { checkDigestFile } from './write-digest-file.ts';

/** All that was asked for, checked and read: what follows reads no input and no event any more. */
export interface RunConfig {
  /** Its name, where each program has an image of its own; empty where the run makes one image. */
  readonly program: string;
  readonly request: Request;
  readonly context: SourceContext;
  readonly block: ConfigBlock;
  readonly annotations: AnnotationSet;
  readonly credentialsFor: CredentialResolver;
  readonly version: ReleaseVersion | undefined;
  /** For each target of the request, in its order. */
  readonly tagPlans: readonly TagPlan[];
  readonly decision: PublishDecision;
  readonly binaries: readonly Binary[];
  /** Of a Dockerfile, for each platform; empty without one. */
  readonly stages: readonly PlatformStage[];
  /** What other jobs have pushed; empty where there are binaries. */
  readonly mergeEntries: readonly MergeEntry[];
  readonly outputs: readonly OutputTarget[];
  /** Undefined where nothing is to be proved and no SBOM to be written. */
  readonly attest: AttestConfig | undefined;
  /** Absolute path of the config block, where it is a file. */
  readonly configFile?: string;
  readonly workspace: string;
  /** Connections that are on their way; undefined where nothing is published, or where they cannot be opened yet. */
  readonly early: Promise<EarlyConnections | undefined>;
}

/** Reads inputs, event, config and binaries of one image. Everything that is wrong with them is thrown together, before any request is sent. */
export async function resolveConfig(
  program: ProgramInputs,
  ports: RunPorts,
  connect: typeof connectEarly = connectEarly,
): Promise<RunConfig> {
  const { environment, log, processes } = ports;
  const { inputs } = program;
  const inFiles = new InputProblems();
  const logins = await readLogins(inputs, inFiles, ports);
  for (const text of unknownInputs(environment)) log.warning(text);
  const workspace = workspaceOf(environment);
  const without: string[] = [];
  const event = await readSourceContext(environment, (what) => without.push(what));
  const problems = new InputProblems();
  const asked = readRequest(inputs, event, problems, log.notice);
  problems.attempt(() => refuseBoth(inputs));
  const decision = decidePublishing(asked.push, event);
  const attesting = readAttest(inputs, problems);
  const folders = [workspace, ...asked.binaries.map(({ pattern }) => resolve(workspace, folderOf(pattern)))];
  const completing = completeContext(event, folders, processes, (what) => without.push(what));
  const times = { input: asked.created, sourceDateEpoch: environment.SOURCE_DATE_EPOCH, binaries: [] };
  problems.attempt(() => createdFrom(times));
  const early = decision.publish && !problems.any ? connect(asked, environment) : Promise.resolve(undefined);
  // git, a process of its own, answers while the binaries are read.
  const reading = readFiles(asked, program, workspace, inFiles, ports);
  const [completed, { metadata, ...files }] = await Promise.all([completing, reading]);
  const context = withRelease(completed, metadata);
  const request = withReleaseVersion(asked, context, metadata);
  try {
    // Nobody waits for the files of a run that was cancelled meanwhile.
    ports.signal.throwIfAborted();
    const repositories = request.targets.map(({ repository }) => repository);
    problems.attempt(() => logins.checkOneHost(repositories));
    const texts = readTexts(request, context, decision, problems, ports.clock.now());
    const publishing = texts.decision;
    const attest = await problems.attemptAsync(() =>
      readProof(attesting, platformsOf(files), publishing, context, workspace, ports),
    );
    problems.addAll(inFiles);
    const [image] = repositories.map(formatRepository);
    const purpose = { publishes: publishing.publish, imageGiven: request.imageGiven, image };
    const usable = logins.usable(purpose, (text) => problems.add(text), log.notice);
    problems.throwIfAny();
    logRemarks(request, without, ports);
    return {
      program: program.name,
      request,
      context,
      workspace,
      attest,
      early,
      ...texts,
      ...files,
      credentialsFor: credentialResolver(usable, { environment, context }, { log, processes }),
    };
  } catch (error) {
    await closeBinaries(files.binaries);
    throw error;
  }
}

/** Loaded only where there is something to prove. */
async function readProof(
  request: AttestRequest | undefined,
  platforms: readonly string[],
  { publish: publishes }: PublishDecision,
  { visibility }: SourceContext,
  workspace: string,
  { environment, log }: RunPorts,
): Promise<AttestConfig | undefined> {
  if (request === undefined) return undefined;
  const { readAttestConfig } = await import('./attest/attest-config.ts');
  return readAttestConfig(request, { environment, log, visibility, publishes, platforms, workspace });
}

function platformsOf({ binaries, stages }: Pick<RunConfig, 'binaries' | 'stages'>): string[] {
  const platforms = stages.length > 0 ? stages : binaries;
  return platforms.map(({ platform }) => formatPlatform(platform));
}

function logRemarks({ annotationLines, summary }: Request, without: readonly string[], { environment, log }: RunPorts) {
  for (const text of leftOutAnnotations(annotationLines)) log.notice(text);
  const page = summary && !environment.GITHUB_STEP_SUMMARY;
  const all = [...without, ...(page ? ['the job summary, since GITHUB_STEP_SUMMARY is not set'] : [])];
  if (all.length > 0) log.info(`This run does without ${all.join('; without ')}`);
}

/** The folder of a file, or the one that a glob begins in. */
function folderOf(pattern: string): string {
  return dirname(pattern.replace(/[*?[{].*$/s, 'x'));
}

/** Begins to connect to the registries. What stands in the way is told by whoever needs a connection. */
export async function connectEarly(request: Request, environment: Environment): Promise<EarlyConnections | undefined> {
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
  const tags = readTagPlans(request, context, decision, now, problems);
  const annotations = problems.attempt(() => readAnnotationLines(request.annotationLines));
  return { ...tags, annotations: withMark(annotations ?? { manifest: {}, index: {} }, tags.version) };
}

function withMark({ manifest, index }: AnnotationSet, version: ReleaseVersion | undefined): AnnotationSet {
  if (version === undefined || !isFlagged(version)) return { manifest, index };
  return { manifest: { ...manifest, ...PRERELEASE_MARK }, index: { ...index, ...PRERELEASE_MARK } };
}

type Files = Pick<RunConfig, 'block' | 'configFile' | 'binaries' | 'stages' | 'mergeEntries' | 'outputs'>;

/** What the inputs point to, and what is YAML in them. */
async function readFiles(
  request: Request,
  program: ProgramInputs,
  workspace: string,
  problems: InputProblems,
  ports: RunPorts,
): Promise<Files & Pick<FoundBinaries, 'metadata'>> {
  const { binaries: entries, allowDynamic } = request;
  if (request.digestFile !== '')
    await problems.attemptAsync(() => checkDigestFile(resolve(workspace, request.digestFile)));
  const systems = request.platforms.map(({ os }) => os);
  const found =
    program.found ?? (await problems.attemptAsync(() => findBinaries(entries, workspace, systems))) ?? NOTHING_FOUND;
  for (const text of found.notices) ports.log.notice(text);
  const name = program.name || onlyName(found.files);
  const { block, configFile } =
    (await problems.attemptAsync(() => readBlock(program.inputs.config, name, workspace))) ?? {};
  const listed = (await problems.attemptAsync(() => readBinaries(found.files, { allowDynamic, systems }))) ?? [];
  const stages = (await problems.attemptAsync(() => readDockerfileStages(request, listed, workspace, ports))) ?? [];
  const binaries = request.dockerfile === undefined ? listed : stages.flatMap(({ binary }) => binary ?? []);
  await Promise.all(listed.filter((one) => !binaries.includes(one)).map(({ source }) => source.close()));
  const configured = program.inputs.config !== '';
  if (configured && block !== undefined && bringsNothing(request, block)) problems.add(`${NO_BINARY}. ${FILES_ALONE}`);
  const platforms = stages.length > 0 ? stages.length : targetPlatforms(binaries, request.platforms).length;
  if (listed.length > 0) problems.attempt(() => checkPlatforms(binaries, request.platforms));
  return {
    metadata: found.metadata,
    block: stages[0]?.block ?? block ?? EMPTY_BLOCK,
    stages,
    ...(configFile === undefined ? {} : { configFile }),
    binaries,
    mergeEntries: (await problems.attemptAsync(() => readMerge(request, workspace))) ?? [],
    outputs: (await problems.attemptAsync(() => outputsOf(request, workspace, platforms))) ?? [],
  };
}

async function readDockerfileStages(
  request: Request,
  binaries: readonly Binary[],
  workspace: string,
  ports: RunPorts,
): Promise<PlatformStage[]> {
  if (request.dockerfile === undefined) return [];
  const { readStages } = await import('./read-stages.ts');
  return readStages({ ...request, dockerfile: request.dockerfile, binaries }, workspace, ports);
}

const FILES_ALONE =
  'An image without a program has files in its config block, as in config: "files: [{ src: manifests/, dst: /manifests/ }]"';

/** Files alone are an image, too: a bundle of an operator, data for COPY --from. */
function bringsNothing({ binaries, merge, dockerfile }: Request, { files }: ConfigBlock): boolean {
  return dockerfile === undefined && binaries.length === 0 && merge.length === 0 && files.length === 0;
}

async function outputsOf(request: Request, workspace: string, platforms: number): Promise<OutputTarget[]> {
  if (request.outputs.length === 0) return [];
  return (await import('./read-outputs.ts')).readOutputs(request, workspace, platforms);
}

async function readMerge({ merge, digestFile }: Request, workspace: string): Promise<MergeEntry[]> {
  if (merge.length === 0) return [];
  const lines = await readMergeLines(merge, workspace);
  if (digestFile !== '') await (await import('./refuse-own-inputs.ts')).refuseMerged(digestFile, lines, workspace);
  return readMergeEntries(lines);
}

async function readBlock(
  input: string,
  program: string,
  workspace: string,
): Promise<Pick<RunConfig, 'block' | 'configFile'>> {
  if (input === '') return { block: EMPTY_BLOCK };
  const [{ text, document, file }, { readConfigBlock }] = await Promise.all([
    readConfigInput(input, workspace),
    import('../config/read-config-block.ts'),
  ]);
  return {
    block: readConfigBlock(nameProgram(text, program), document),
    ...(file === undefined ? {} : { configFile: file }),
  };
}

/** Before anything is said about other inputs: a list of logins has passwords to mask. YAML is loaded for it alone. */
function readLogins(inputs: RawInputs, problems: InputProblems, { environment, secrets }: RunPorts): Promise<Logins> {
  const readList = (text: string) =>
    problems.attemptAsync(async () => (await import('../config/registry-auth.ts')).readRegistryAuth(text));
  return Logins.read(inputs, ciLogin(environment), readList, secrets);
}
