import { resolve } from 'node:path';
import type { Proof } from './attest/attached.ts';
import type { FileSource } from './files/file-source.ts';
import { revisionWarning } from './image/built-revision.ts';
import { distinctLayers } from './image/describe-plan.ts';
import { type FinishedImages, finishImages } from './image/finished-images.ts';
import type { Plan } from './image/plan.ts';
import type { PlatformImage } from './image/platform-image.ts';
import { startsProgram } from './image/runtime-config.ts';
import { Compressor } from './layer/compressor.ts';
import type { Log } from './ports.ts';
import { checklistOf } from './report/checklist.ts';
import { sizeOf } from './report/outputs.ts';
import { type ImageResults, localResults } from './report/publish-results.ts';
import type { DocumentMaker } from './run/attest/open-prover.ts';
import { stoppedByCancel, untilCancelled, withStop } from './run/cancellation.ts';
import { temporaryFolderOf } from './run/folders.ts';
import { logConfig } from './run/log-config.ts';
import { type ImagesInTheMaking, makeImages } from './run/make-images.ts';
import { makePlan } from './run/make-plan.ts';
import type { Published } from './run/reach-registries.ts';
import { closeBinaries } from './run/read-binaries.ts';
import { withFailureSummary } from './run/report-failure.ts';
import { type RunConfig, resolveConfig } from './run/resolve-config.ts';
import type { RunPorts } from './run/run-ports.ts';
import type { RunProgress } from './run/run-progress.ts';
import { Stopwatch } from './run/stopwatch.ts';
import { afterFailure, writeReport } from './run/write-report.ts';

/** What came of publishing, and what was proved and written with it. */
interface Delivered extends Published {
  readonly proof: Proof | undefined;
  readonly sbomFiles: readonly string[];
}

const SILENCE = { requests: 0, tokenRequests: 0, bytesSent: 0, retries: 0, waited: 0 };

/** The whole story: read, decide, make, publish, tell. */
export function run(ports: RunPorts): Promise<void> {
  return withFailureSummary(ports, (progress) => runStages(ports, progress));
}

async function runStages(ports: RunPorts, progress: RunProgress): Promise<void> {
  const watch = new Stopwatch(ports.clock);
  const { signal } = ports;
  const order = await watch.time('read', () => untilCancelled(signal, () => resolveConfig(ports)));
  if (order.mergeEntries.length > 0)
    return await (await import('./run/run-merge.ts')).runMerge(order, watch, progress, ports);
  const compressor = newCompressor(ports);
  const stop = () => void compressor.close();
  prepare(compressor, order);
  const files: FileSource[] = [];
  try {
    const sources = { ...order, version: order.version?.text ?? '' };
    const plan = await watch.time('plan', () => untilCancelled(signal, () => makePlan(sources, ports)));
    files.push(...filesOf(plan));
    await refuseOwnInputs(order, files);
    await logConfig(order, plan, ports.log);
    const making = await makeImages(plan, order.request.compression, compressor);
    const finished = isLocal(order)
      ? await watch.time('make', () => stoppedByCancel(signal, stop, () => makeLocally(making, plan, order, ports)))
      : undefined;
    progress.sending = order.decision.publish;
    const publish = () => deliver(making.images, finished, plan, order, ports);
    // The registry client learns of it first, and tells what became of the tags.
    const later = () => void setImmediate(stop);
    const { results, failure, ...published } = await watch.time('publish', () => withStop(signal, later, publish));
    if (finished !== undefined) warnOfOthers(finished, results, order, ports.log);
    // The threads end while the report is written.
    progress.reported = results !== undefined;
    const telling = results === undefined ? undefined : tell(results, published, watch, plan, order, ports);
    await Promise.all([telling && afterFailure(failure, telling, ports.log), compressor.close()]);
    if (failure !== undefined) throw failure;
  } finally {
    (await order.early)?.close();
    await compressor.close();
    await Promise.all([closeBinaries(order.binaries), ...files.map((source) => source.close())]);
  }
}

/** What is read for the image must not be what is written. */
async function refuseOwnInputs(
  { binaries, block, configFile, outputs, workspace }: RunConfig,
  files: readonly FileSource[],
) {
  if (outputs.length === 0) return;
  const sources = [...binaries.map(({ source }) => source), ...files].flatMap(({ path }) => path ?? []);
  const named = block.files.flatMap((spec) => (spec.type === 'copy' ? [resolve(workspace, spec.src)] : []));
  const inputs = [...sources, ...named, ...(configFile === undefined ? [] : [configFile])];
  const { refuseInputs } = await import('./layout/check-outputs.ts');
  await refuseInputs(outputs, workspace, inputs);
}

function filesOf(plan: Plan): FileSource[] {
  const entries = distinctLayers(plan).flatMap((layer) => layer.entries);
  return entries.flatMap((entry) => (entry.type === 'file' ? [entry.content] : []));
}

function newCompressor({ environment, encoder }: RunPorts): Compressor {
  return new Compressor({ assets: encoder, spoolFolder: temporaryFolderOf(environment) });
}

/** Worker threads boot while this thread plans. */
function prepare(compressor: Compressor, { binaries, request }: RunConfig): void {
  const bytes = binaries.reduce((sum, { source }) => sum + source.size, 0);
  compressor.prepare(bytes, request.compression);
}

/** Whether the whole image has to be made here, whatever the registries have. */
function isLocal({ decision, outputs, request }: RunConfig): boolean {
  return !decision.publish || outputs.length > 0 || request.smokeTest !== undefined;
}

/** The SBOMs of an image, made once, whoever needs them: registries, files. */
function documentMaker(order: RunConfig, plan: Plan): DocumentMaker {
  const made = new Map<string, ReturnType<DocumentMaker>>();
  const make: DocumentMaker = async (image) =>
    (await import('./run/attest/sbom-documents.ts')).documentsFor(order, plan, image);
  return (image) => {
    const known = made.get(image.root) ?? make(image);
    made.set(image.root, known);
    return known;
  };
}

/** Makes every byte, tries the image out and writes it to where the user wants it; all of it before anything is sent. */
async function makeLocally(
  { images, readTar }: ImagesInTheMaking,
  plan: Plan,
  { request, outputs, workspace }: RunConfig,
  ports: RunPorts,
): Promise<FinishedImages> {
  const finished = await finishImages(images, plan.annotations.index);
  if (request.smokeTest !== undefined) {
    const { runSmokeTest } = await import('./run/run-smoke-test.ts');
    await runSmokeTest(finished, readTar, request.smokeTest, ports);
  }
  if (outputs.length > 0) {
    const { writeOutputs } = await import('./layout/write-outputs.ts');
    await writeOutputs(outputs, finished, readTar, workspace, ports.signal);
  }
  return finished;
}

async function deliver(
  images: readonly PlatformImage[],
  finished: FinishedImages | undefined,
  plan: Plan,
  order: RunConfig,
  ports: RunPorts,
): Promise<Delivered> {
  const documents = documentMaker(order, plan);
  const layerNames = plan.platforms[0]?.layers.map(({ name }) => name) ?? [];
  if (order.decision.publish || finished === undefined) {
    const { publishImages } = await import('./run/publish-images.ts');
    const set = { images, indexAnnotations: plan.annotations.index, chosenLabels: plan.chosenLabels };
    const published = await publishImages(set, layerNames, order, documents, ports);
    return { ...published, sbomFiles: await sbomFiles(published.results, documents, order) };
  }
  const repositories = order.request.targets.map(({ repository }) => repository);
  const results = localResults(finished, repositories, layerNames);
  const files = await sbomFiles(results, documents, order);
  return { results, stages: [], traffic: SILENCE, failure: undefined, proof: undefined, sbomFiles: files };
}

/** Paths of the files that `sbom-file` asks for. */
async function sbomFiles(
  results: ImageResults | undefined,
  documents: DocumentMaker,
  { attest, workspace }: RunConfig,
): Promise<readonly string[]> {
  if (results === undefined || attest === undefined || attest.request.sbomFile === '') return [];
  const { writeSbomFiles } = await import('./run/attest/write-sbom-files.ts');
  const image = { root: results.root.digest, platforms: results.platforms };
  return writeSbomFiles(attest.request.sbomFile, image, await documents(image), workspace);
}

/** A version that is published stays as it is: what was written beside it may be another image. */
function warnOfOthers(
  { root }: FinishedImages,
  results: ImageResults | undefined,
  { outputs }: RunConfig,
  log: Log,
): void {
  if (outputs.length === 0) return;
  const others = results?.images.filter(({ digest, error }) => error === undefined && digest !== root.digest) ?? [];
  for (const { name, digest } of others) {
    log.warning(
      `output: what was written is ${root.digest}, and not the image that ${name} has under these tags, ${digest}, which was published before and stays.`,
    );
  }
}

async function tell(
  results: ImageResults,
  { stages, traffic, proof, sbomFiles: files }: Pick<Delivered, 'stages' | 'traffic' | 'proof' | 'sbomFiles'>,
  watch: Stopwatch,
  plan: Plan,
  order: RunConfig,
  ports: RunPorts,
): Promise<void> {
  const { binaries, request, decision, version, workspace, context } = order;
  const { decisions, warnings, platforms } = plan;
  const user = platforms[0]?.runtime.User ?? '';
  const starts = platforms.some(({ runtime }) => startsProgram(runtime));
  const entries = platforms.flatMap(({ layers }) => layers.flatMap((layer) => layer.entries));
  const size = sizeOf(results.platforms);
  const strangeCommit = revisionWarning(context, binaries);
  const report = {
    ...results,
    version: version?.text ?? '',
    reason: decision.reason,
    starts,
    files: request.outputs,
    checks: checklistOf({
      binaries,
      starts,
      user,
      entries,
      decisions,
      fromDockerfile: order.stages.length > 0,
      size,
      proof,
      strangeCommit,
    }),
    decisions,
    warnings,
    traffic,
    proof,
    repository: order.context.repository,
    sbomFiles: files,
    stages: [...watch.stages, ...stages],
    elapsed: watch.elapsed,
  };
  await writeReport(report, request, workspace, ports);
}
