import { createdFrom } from '../image/created.ts';
import { imageLabels } from '../image/labels.ts';
import { merge } from '../publish/merge/merge.ts';
import type { ImageResults } from '../report/publish-results.ts';
import type { RunReport, Stage } from '../report/run-report.ts';
import { logTagNotices } from './log-config.ts';
import { previewRegistry } from './preview-registry.ts';
import { reachRegistries } from './reach-registries.ts';
import type { RunConfig } from './resolve-config.ts';
import type { RunPorts } from './run-ports.ts';
import type { Stopwatch } from './stopwatch.ts';
import { writeOutputs } from './write-outputs.ts';
import { afterFailure, writeReport } from './write-report.ts';

/** Joins what other jobs have pushed under this run's tags; where nothing may be published, tells what that would be. */
export async function runMerge(order: RunConfig, watch: Stopwatch, ports: RunPorts): Promise<void> {
  const { request, decision, mergeEntries } = order;
  logTagNotices(order, ports.log);
  const { overwrite, verify, platforms } = request;
  const settings = { overwrite, verify, platforms, ...annotationsFor(order, ports) };
  const { results, failure, traffic, stages } = await watch.time('publish', () =>
    decision.publish
      ? reachRegistries((targets) => merge(mergeEntries, targets, settings, ports), [], order, ports)
      : previewRegistry(settings, order, ports),
  );
  if (results === undefined) writeOutputs({ version: order.version?.text ?? '', pushed: 'false' }, ports.environment);
  else await afterFailure(failure, tell({ ...results, traffic }, stages, watch, order, ports), ports.log);
  if (failure !== undefined) throw failure;
}

async function tell(
  results: ImageResults & Pick<RunReport, 'traffic'>,
  stages: readonly Stage[],
  watch: Stopwatch,
  order: RunConfig,
  ports: RunPorts,
): Promise<void> {
  const { decision, version } = order;
  const nothing = { files: [], checks: [], decisions: [], warnings: [] };
  const report = {
    ...results,
    ...nothing,
    version: version?.text ?? '',
    reason: decision.reason,
    stages: [...watch.stages, ...stages],
    elapsed: watch.elapsed,
  };
  await writeReport([{ program: '', report }], [order], ports);
}

/** As in a direct push; there are no binaries here that could tell a version or a time. */
function annotationsFor({ request, context, block, annotations, version }: RunConfig, { environment }: RunPorts) {
  const { created: input, labels } = request;
  const { commitTime } = context;
  const sourceDateEpoch = environment.SOURCE_DATE_EPOCH;
  const created = createdFrom({ input, sourceDateEpoch, commitTime, binaries: [] });
  const sources = { context, version: version?.text ?? '', created, binaries: [], block, labels, annotations };
  const { annotations: written, chosen } = imageLabels(sources);
  return { indexAnnotations: written.index, chosenLabels: chosen };
}
