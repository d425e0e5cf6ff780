import { createdFrom } from '../image/created.ts';
import { imageLabels } from '../image/labels.ts';
import { merge } from '../publish/merge/merge.ts';
import { reachRegistries } from './reach-registries.ts';
import type { Order } from './read-order.ts';
import type { RunPorts } from './run-ports.ts';
import type { Stopwatch } from './stopwatch.ts';
import { writeReport } from './write-report.ts';

/** Joins what other jobs have pushed under this run's tags. */
export async function runMerge(order: Order, watch: Stopwatch, ports: RunPorts): Promise<void> {
  const { request, decision, mergeEntries, version, workspace } = order;
  if (!decision.publish) {
    ports.log.notice(`Nothing was merged: ${decision.reason}`);
    return;
  }
  const { overwrite, verify } = request;
  const settings = { overwrite, verify, ...annotationsFor(order, ports) };
  const { results, failure, traffic, stages } = await watch.time('publish', () =>
    reachRegistries((targets) => merge(mergeEntries, targets, settings, ports), [], order, ports),
  );
  if (results !== undefined) {
    const report = {
      ...results,
      version: version?.text ?? '',
      reason: decision.reason,
      files: [],
      checks: [],
      decisions: [],
      warnings: [],
      traffic,
      stages: [...watch.stages, ...stages],
      elapsed: watch.elapsed,
    };
    await writeReport(report, request, workspace, ports);
  }
  if (failure !== undefined) throw failure;
}

/** As in a direct push; there are no binaries here that could tell a version or a time. */
function annotationsFor({ request, context, block, annotations, version }: Order, { environment }: RunPorts) {
  const { created: input, labels } = request;
  const { commitTime } = context;
  const sourceDateEpoch = environment.SOURCE_DATE_EPOCH;
  const created = createdFrom({ input, sourceDateEpoch, commitTime, binaries: [] });
  const sources = { context, version: version?.text ?? '', created, binaries: [], block, labels, annotations };
  const { annotations: written, chosen } = imageLabels(sources);
  return { indexAnnotations: written.index, chosenLabels: chosen };
}
