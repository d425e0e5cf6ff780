import { readConfigInput } from '../action/config-input.ts';
import { Problems } from '../action/problems.ts';
import { readInputs } from '../action/read-inputs.ts';
import { type Request, readRequest } from '../action/request.ts';
import { readSourceContext } from '../action/source-context.ts';
import type { Binary } from '../binary/binary.ts';
import { type AnnotationSet, readAnnotationLines } from '../config/annotation-lines.ts';
import type { ConfigBlock } from '../config/config-block.ts';
import { readConfigBlock } from '../config/read-config-block.ts';
import { type RegistryLogin, readRegistryAuth } from '../config/registry-auth.ts';
import { type MergeEntry, readMergeEntries } from '../publish/merge-entry.ts';
import { decidePublishing, type PublishDecision } from '../publish/publish-decision.ts';
import { requireTags, resolveTags } from '../publish/resolve-tags.ts';
import type { TagPlan } from '../publish/tag-plan.ts';
import { type ReleaseVersion, releaseVersion } from '../publish/version.ts';
import type { SourceContext } from '../source-context.ts';
import { workspaceOf } from './folders.ts';
import { readMergeLines } from './merge-lines.ts';
import { readBinaries } from './read-binaries.ts';
import { checkOneHost } from './registries.ts';
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
  readonly workspace: string;
}

/** Reads inputs, event, config and binaries. Everything that is wrong with them is thrown together, before any network use. */
export async function readOrder(ports: RunPorts): Promise<Order> {
  const { environment, log, processes } = ports;
  const inputs = readInputs(environment);
  log.secret(inputs.password);
  log.secret(inputs['github-token']);
  const workspace = workspaceOf(environment);
  const context = await readSourceContext(environment, processes);
  const decision = decidePublishing(readPush(inputs.push), context);
  const problems = new Problems();
  const request = readRequest(inputs, context, problems, log.notice);
  const block = await problems.settle(() => readBlock(inputs.config, workspace));
  const annotations = problems.attempt(() => readAnnotationLines(request.annotationLines));
  const registryAuth = problems.attempt(() => readRegistryAuth(request.registryAuth));
  problems.attempt(() => checkOneHost(request));
  const version = problems.attempt(() => releaseVersion(request, context));
  const tagPlans = problems.attempt(() => planTags(request, version, context, decision));
  const { binaries: entries, allowDynamic } = request;
  const binaries = await problems.settle(() => readBinaries(entries, workspace, allowDynamic));
  const mergeEntries = await problems.settle(() => readMerge(request, workspace));
  problems.throwIfAny();
  if (!block || !annotations || !registryAuth || !tagPlans || !binaries || !mergeEntries)
    throw new Error('a problem got lost');
  const read = { block, annotations, registryAuth, version, tagPlans, binaries, mergeEntries };
  return { request, context, decision, workspace, ...read };
}

async function readMerge({ merge }: Request, workspace: string): Promise<MergeEntry[]> {
  return merge.length === 0 ? [] : readMergeEntries(await readMergeLines(merge, workspace));
}

/** What is no value of `push` is reported with the other inputs. */
function readPush(text: string): 'auto' | boolean {
  return text === 'true' ? true : text === 'false' ? false : 'auto';
}

async function readBlock(input: string, workspace: string): Promise<ConfigBlock> {
  const { text, document } = await readConfigInput(input, workspace);
  return readConfigBlock(text, document);
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
