import { type FinishedImages, finishImages } from './image/finished-images.ts';
import type { Plan } from './image/plan.ts';
import type { PlatformImage } from './image/platform-image.ts';
import { gather } from './inputs/gather.ts';
import { InputProblems } from './inputs/input-problems.ts';
import { Compressor } from './layer/compressor.ts';
import { checklistOf } from './report/checklist.ts';
import { sizeOf } from './report/outputs.ts';
import { failureOf, type ProgramOutcome } from './report/program-outcome.ts';
import { type ImageResults, localResults } from './report/publish-results.ts';
import type { RunReport } from './report/run-report.ts';
import { stoppedByCancel, untilCancelled, withStop } from './run/cancellation.ts';
import { temporaryFolderOf } from './run/folders.ts';
import { logConfig } from './run/log-config.ts';
import { type ImagesInTheMaking, makeImages } from './run/make-images.ts';
import { makePlan } from './run/make-plan.ts';
import type { Published } from './run/reach-registries.ts';
import type { RunConfig } from './run/resolve-config.ts';
import { resolvePrograms } from './run/resolve-programs.ts';
import type { RunPorts } from './run/run-ports.ts';
import { withoutGroups } from './run/shared-log.ts';
import { Stopwatch } from './run/stopwatch.ts';
import { afterFailure, writeReport } from './run/write-report.ts';

const SILENCE = { requests: 0, tokenRequests: 0, bytesSent: 0, retries: 0, waited: 0 };

/** The whole story: read, decide, make, publish, tell. */
export async function run(ports: RunPorts): Promise<void> {
  const watch = new Stopwatch(ports.clock);
  const { signal } = ports;
  const orders = await watch.time('read', () => untilCancelled(signal, () => resolvePrograms(ports)));
  const merging = orders.find(({ mergeEntries }) => mergeEntries.length > 0);
  if (merging !== undefined) return await (await import('./run/run-merge.ts')).runMerge(merging, watch, ports);
  const compressor = newCompressor(ports);
  const stop = () => void compressor.close();
  prepare(compressor, orders);
  try {
    const plans = await watch.time('plan', () => untilCancelled(signal, () => makePlans(orders, ports)));
    for (const { order, plan } of plans) await logConfig(order, plan, ports.log);
    const making = await Promise.all(plans.map((planned) => begin(planned, compressor)));
    const made = making.some(({ order }) => isLocal(order))
      ? await watch.time('make', () => stoppedByCancel(signal, stop, () => finishLocally(making, ports)))
      : making;
    // The registry client learns of it first, and tells what became of the tags.
    const later = () => void setImmediate(stop);
    const delivered = await watch.time('publish', () => withStop(signal, later, () => deliverAll(made, ports)));
    // The threads end while the report is written.
    const outcomes = delivered.map((image) => outcomeOf(image, watch));
    const failure = failureOf(outcomes);
    const isKnown = outcomes.some(({ report }) => report !== undefined);
    const telling = isKnown ? writeReport(outcomes, orders, ports) : undefined;
    await Promise.all([telling && afterFailure(failure, telling, ports.log), compressor.close()]);
    if (failure !== undefined) throw failure;
  } finally {
    await compressor.close();
    await Promise.all(orders.flatMap(({ binaries }) => binaries.map(({ source }) => source.close())));
  }
}

/** An image on its way. */
interface Planned {
  readonly order: RunConfig;
  readonly plan: Plan;
}

interface Making extends Planned {
  readonly making: ImagesInTheMaking;
  /** Where the whole image was made here. */
  readonly finished?: FinishedImages;
  /** What kept it from being made. */
  readonly failure?: unknown;
}

type Delivered = Planned & Omit<Published, 'failure'> & { readonly failure: unknown };

/** All plans come before anything is sent: what is wrong with one is wrong with the run. */
async function makePlans(orders: readonly RunConfig[], ports: RunPorts): Promise<Planned[]> {
  const problems = new InputProblems();
  const planOf = (order: RunConfig) => makePlan({ ...order, version: order.version?.text ?? '' }, ports);
  const [only] = orders;
  if (orders.length === 1 && only !== undefined) return [{ order: only, plan: await planOf(only) }];
  const plans = await gather(orders, async (order) => ({ order, plan: await planOf(order) }), problems);
  problems.throwIfAny();
  return plans;
}

async function begin(planned: Planned, compressor: Compressor): Promise<Making> {
  const { plan, order } = planned;
  return { ...planned, making: await makeImages(plan, order.request.compression, compressor) };
}

/** One after the other, as each may start a container. One that fails keeps no other from being made. */
async function finishLocally(all: readonly Making[], ports: RunPorts): Promise<Making[]> {
  const made: Making[] = [];
  for (const image of all) {
    const { making, plan, order } = image;
    try {
      made.push(isLocal(order) ? { ...image, finished: await makeLocally(making, plan, order, ports) } : image);
    } catch (failure) {
      ports.signal.throwIfAborted();
      made.push({ ...image, failure });
    }
  }
  return made;
}

/** One image has its own connections, several share them. */
async function deliverAll(images: readonly Making[], ports: RunPorts): Promise<Delivered[]> {
  if (images.length === 1) return await Promise.all(images.map((image) => deliverOne(image, ports)));
  const { RegistryPool } = await import('./run/registries.ts');
  const registries = new RegistryPool(
    images.flatMap(({ order }) => order.request.targets.map(({ repository }) => repository)),
  );
  const shared = { ...ports, registries, log: withoutGroups(ports.log) };
  const work = () => Promise.all(images.map((image) => deliverOne(image, shared)));
  const publishes = images.some(({ order }) => order.decision.publish);
  try {
    const all = await (publishes ? ports.log.group(`Push of ${images.length} images`, work) : work());
    return all.map((image) => ({ ...image, traffic: registries.traffic() }));
  } finally {
    await registries.close();
  }
}

async function deliverOne({ making, finished, failure, plan, order }: Making, ports: RunPorts): Promise<Delivered> {
  const nothing = { order, plan, results: undefined, stages: [], traffic: SILENCE };
  if (failure !== undefined) return { ...nothing, failure };
  try {
    return { order, plan, ...(await deliver(making.images, finished, plan, order, ports)) };
  } catch (thrown) {
    return { ...nothing, failure: thrown };
  }
}

function outcomeOf({ order, plan, results, failure, ...published }: Delivered, watch: Stopwatch): ProgramOutcome {
  const report = results === undefined ? {} : { report: reportOf(results, published, watch, plan, order) };
  return { program: order.program, ...report, ...(failure === undefined ? {} : { failure }) };
}

function newCompressor({ environment, encoder }: RunPorts): Compressor {
  return new Compressor({ assets: encoder, spoolFolder: temporaryFolderOf(environment) });
}

/** Worker threads boot while this thread plans. */
function prepare(compressor: Compressor, orders: readonly RunConfig[]): void {
  for (const { binaries, request } of orders) {
    const bytes = binaries.reduce((sum, { source }) => sum + source.size, 0);
    compressor.prepare(bytes, request.compression);
  }
}

/** Whether the whole image has to be made here, whatever the registries have. */
function isLocal({ decision, outputs, request }: RunConfig): boolean {
  return !decision.publish || outputs.length > 0 || request.smokeTest !== undefined;
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
): Promise<Published> {
  const layerNames = plan.platforms[0]?.layers.map(({ name }) => name) ?? [];
  if (order.decision.publish || finished === undefined) {
    const { publishImages } = await import('./run/publish-images.ts');
    const set = { images, indexAnnotations: plan.annotations.index, chosenLabels: plan.chosenLabels };
    return await publishImages(set, layerNames, order, ports);
  }
  const repositories = order.request.targets.map(({ repository }) => repository);
  const results = localResults(finished, repositories, layerNames);
  return { results, stages: [], traffic: SILENCE, failure: undefined };
}

function reportOf(
  results: ImageResults,
  { stages, traffic }: Pick<Published, 'stages' | 'traffic'>,
  watch: Stopwatch,
  plan: Plan,
  order: RunConfig,
): RunReport {
  const { binaries, request, decision, version } = order;
  const { decisions, warnings, platforms } = plan;
  const user = platforms[0]?.runtime.User ?? '';
  const entries = platforms.flatMap(({ layers }) => layers.flatMap((layer) => layer.entries));
  return {
    ...results,
    version: version?.text ?? '',
    reason: decision.reason,
    files: request.outputs,
    checks: checklistOf({
      binaries,
      user,
      entries,
      decisions,
      fromDockerfile: order.stages.length > 0,
      size: sizeOf(results.platforms),
    }),
    decisions,
    warnings,
    traffic,
    stages: [...watch.stages, ...stages],
    elapsed: watch.elapsed,
  };
}
