import type { FileSource } from './files/file-source.ts';
import { revisionWarning } from './image/built-revision.ts';
import type { Plan } from './image/plan.ts';
import { startsProgram } from './image/runtime-config.ts';
import { Compressor } from './layer/compressor.ts';
import { cancelled } from './registry/http/cancellation.ts';
import { checklistOf } from './report/checklist.ts';
import { sizeOf } from './report/outputs.ts';
import { failureOf, type ProgramOutcome } from './report/program-outcome.ts';
import type { ImageResults } from './report/publish-results.ts';
import type { RunReport } from './report/run-report.ts';
import { closeBinaries } from './run/binaries.ts';
import { stoppedByCancel, untilCancelled, withStop } from './run/cancellation.ts';
import { type Delivered, deliverAll } from './run/deliver-images.ts';
import { temporaryFolderOf } from './run/folders.ts';
import { logConfig } from './run/log-config.ts';
import { makeImages } from './run/make-images.ts';
import { finishLocally, isLocal, isToBeSent, type Making } from './run/make-locally.ts';
import { makePlans, type Planned } from './run/make-plans.ts';
import { withFailureSummary } from './run/report-failure.ts';
import type { RunConfig } from './run/resolve-config.ts';
import { resolvePrograms } from './run/resolve-programs.ts';
import type { RunPorts } from './run/run-ports.ts';
import type { RunProgress } from './run/run-progress.ts';
import { Stopwatch } from './run/stopwatch.ts';
import { afterFailure, writeReport } from './run/write-report.ts';

/** The whole story: read, decide, make, publish, tell. */
export function run(ports: RunPorts): Promise<void> {
  return withFailureSummary(ports, (progress) => runStages(ports, progress));
}

async function runStages(ports: RunPorts, progress: RunProgress): Promise<void> {
  const watch = new Stopwatch(ports.clock);
  const { signal } = ports;
  const configs = await watch.time('read', () => untilCancelled(signal, () => resolvePrograms(ports)));
  const merging = configs.find(({ mergeEntries }) => mergeEntries.length > 0);
  if (merging !== undefined)
    return await (await import('./run/run-merge.ts')).runMerge(merging, watch, progress, ports);
  const compressor = newCompressor(ports);
  const stop = () => void compressor.close();
  prepare(compressor, configs);
  const files: FileSource[] = [];
  try {
    const plans = await watch.time('plan', () => untilCancelled(signal, () => makePlans(configs, files, ports)));
    for (const { config, plan } of plans) await logConfig(config, plan, ports.log);
    const making = await Promise.all(plans.map((planned) => begin(planned, compressor)));
    const made = making.some(({ config }) => isLocal(config))
      ? await watch.time('make', () => stoppedByCancel(signal, stop, () => finishLocally(making, ports)))
      : making;
    progress.sending = made.some(isToBeSent);
    // The registry client learns of it first, and tells what became of the tags.
    const later = () => void setImmediate(() => compressor.close(cancelled(signal)));
    const delivered = await watch.time('publish', () => withStop(signal, later, () => deliverAll(made, ports)));
    // The threads end while the report is written.
    const outcomes = delivered.map((image) => outcomeOf(image, watch));
    const failure = failureOf(outcomes);
    const isKnown = outcomes.some(({ report }) => report !== undefined);
    progress.reported = isKnown;
    const telling = isKnown ? writeReport(outcomes, configs, ports) : undefined;
    await Promise.all([telling && afterFailure(failure, telling, ports.log), compressor.close()]);
    if (failure !== undefined) throw failure;
  } finally {
    for (const { early } of configs) (await early)?.close();
    await compressor.close();
    const binaries = configs.flatMap((config) => config.binaries);
    await Promise.all([
      closeBinaries(binaries),
      ...files.filter(({ bytes }) => bytes === undefined).map((source) => source.close()),
    ]);
  }
}

async function begin(planned: Planned, compressor: Compressor): Promise<Making> {
  const { plan, config } = planned;
  return { ...planned, making: await makeImages(plan, config.request.compression, compressor) };
}

function outcomeOf({ config, plan, results, failure, ...published }: Delivered, watch: Stopwatch): ProgramOutcome {
  const report = results === undefined ? {} : { report: reportOf(results, published, watch, plan, config) };
  return { program: config.program, ...report, ...(failure === undefined ? {} : { failure }) };
}

function newCompressor({ environment, encoder }: RunPorts): Compressor {
  return new Compressor({ assets: encoder, spoolFolder: temporaryFolderOf(environment) });
}

/** Worker threads boot while this thread plans. */
function prepare(compressor: Compressor, configs: readonly RunConfig[]): void {
  for (const { binaries, request } of configs) {
    const bytes = binaries.reduce((sum, { source }) => sum + source.size, 0);
    compressor.prepare(bytes, request.compression);
  }
}

function reportOf(
  results: ImageResults,
  { stages, traffic, proof, sbomFiles: files }: Pick<Delivered, 'stages' | 'traffic' | 'proof' | 'sbomFiles'>,
  watch: Stopwatch,
  plan: Plan,
  config: RunConfig,
): RunReport {
  const { binaries, request, decision, version, context } = config;
  const { decisions, warnings, platforms } = plan;
  const user = platforms[0]?.runtime.User ?? '';
  const starts = platforms.some(({ runtime }) => startsProgram(runtime));
  const entries = platforms.flatMap(({ layers }) => layers.flatMap((layer) => layer.entries));
  const size = sizeOf(results.platforms);
  const strangeCommit = revisionWarning(context, binaries);
  return {
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
      fromDockerfile: config.stages.length > 0,
      size,
      proof,
      strangeCommit,
    }),
    decisions,
    warnings,
    traffic,
    proof,
    repository: config.context.repository,
    sbomFiles: files,
    stages: [...watch.stages, ...stages],
    elapsed: watch.elapsed,
  };
}
