import { type FinishedImages, finishImages } from './image/finished-images.ts';
import type { Plan } from './image/plan.ts';
import type { PlatformImage } from './image/platform-image.ts';
import { Compressor } from './layer/compressor.ts';
import { checklistOf } from './report/checklist.ts';
import { sizeOf } from './report/outputs.ts';
import { type ImageResults, localResults } from './report/publish-results.ts';
import { stoppedByCancel, untilCancelled, withStop } from './run/cancellation.ts';
import { temporaryFolderOf } from './run/folders.ts';
import { logConfig } from './run/log-config.ts';
import { type ImagesInTheMaking, makeImages } from './run/make-images.ts';
import { makePlan } from './run/make-plan.ts';
import type { Published } from './run/reach-registries.ts';
import { type RunConfig, resolveConfig } from './run/resolve-config.ts';
import type { RunPorts } from './run/run-ports.ts';
import { Stopwatch } from './run/stopwatch.ts';
import { afterFailure, writeReport } from './run/write-report.ts';

const SILENCE = { requests: 0, tokenRequests: 0, bytesSent: 0, retries: 0, waited: 0 };

/** The whole story: read, decide, make, publish, tell. */
export async function run(ports: RunPorts): Promise<void> {
  const watch = new Stopwatch(ports.clock);
  const { signal } = ports;
  const order = await watch.time('read', () => untilCancelled(signal, () => resolveConfig(ports)));
  if (order.mergeEntries.length > 0) return await (await import('./run/run-merge.ts')).runMerge(order, watch, ports);
  const compressor = newCompressor(ports);
  const stop = () => void compressor.close();
  prepare(compressor, order);
  try {
    const sources = { ...order, version: order.version?.text ?? '' };
    const plan = await watch.time('plan', () => untilCancelled(signal, () => makePlan(sources, ports)));
    await logConfig(order, plan, ports.log);
    const making = await makeImages(plan, order.request.compression, compressor);
    const finished = isLocal(order)
      ? await watch.time('make', () => stoppedByCancel(signal, stop, () => makeLocally(making, plan, order, ports)))
      : undefined;
    const publish = () => deliver(making.images, finished, plan, order, ports);
    // The registry client learns of it first, and tells what became of the tags.
    const later = () => void setImmediate(stop);
    const { results, failure, ...published } = await watch.time('publish', () => withStop(signal, later, publish));
    // The threads end while the report is written.
    const telling = results === undefined ? undefined : tell(results, published, watch, plan, order, ports);
    await Promise.all([telling && afterFailure(failure, telling, ports.log), compressor.close()]);
    if (failure !== undefined) throw failure;
  } finally {
    (await order.early)?.close();
    await compressor.close();
    await Promise.all(order.binaries.map(({ source }) => source.close()));
  }
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

async function tell(
  results: ImageResults,
  { stages, traffic }: Pick<Published, 'stages' | 'traffic'>,
  watch: Stopwatch,
  plan: Plan,
  order: RunConfig,
  ports: RunPorts,
): Promise<void> {
  const { binaries, request, decision, version, workspace } = order;
  const { decisions, warnings, platforms } = plan;
  const user = platforms[0]?.runtime.User ?? '';
  const entries = platforms.flatMap(({ layers }) => layers.flatMap((layer) => layer.entries));
  const report = {
    ...results,
    version: version?.text ?? '',
    reason: decision.reason,
    files: request.outputs,
    checks: checklistOf({ binaries, user, entries, decisions, size: sizeOf(results.platforms) }),
    decisions,
    warnings,
    traffic,
    stages: [...watch.stages, ...stages],
    elapsed: watch.elapsed,
  };
  await writeReport(report, request, workspace, ports);
}
