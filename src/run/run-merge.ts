import type { Proof } from '../attest/attached.ts';
import { createdFrom } from '../image/created.ts';
import { imageLabels } from '../image/labels.ts';
import { type MergeSettings, merge } from '../publish/merge/merge.ts';
import type { ImageResults } from '../report/publish-results.ts';
import type { RunReport, Stage } from '../report/run-report.ts';
import { proveBeside } from './attest/prove-beside.ts';
import { logTagNotices } from './log-config.ts';
import { previewRegistry } from './preview-registry.ts';
import { reachRegistries } from './reach-registries.ts';
import type { RunConfig } from './resolve-config.ts';
import type { RunPorts } from './run-ports.ts';
import type { RunProgress } from './run-progress.ts';
import type { Stopwatch } from './stopwatch.ts';
import { afterFailure, writeReport } from './write-report.ts';

/** Joins what other jobs have pushed under this run's tags; where nothing may be published, it previews the result. */
export async function runMerge(
  config: RunConfig,
  watch: Stopwatch,
  progress: RunProgress,
  ports: RunPorts,
): Promise<void> {
  const { request, decision } = config;
  logTagNotices(config, ports.log);
  const { overwrite, verify, platforms } = request;
  const settings = { overwrite, verify, platforms, ...annotationsFor(config, ports) };
  progress.sending = decision.publish;
  const { results, failure, traffic, stages, proof } = await watch.time('publish', async () =>
    decision.publish
      ? mergeAll(settings, config, ports)
      : { ...(await previewRegistry(settings, config, ports)), proof: undefined },
  );
  progress.reported = results !== undefined;
  if (results === undefined) await ports.results.writeOutputs({ version: config.version?.text ?? '', pushed: 'false' });
  else await afterFailure(failure, tell({ ...results, traffic, proof }, stages, watch, config, ports), ports.log);
  if (failure !== undefined) throw failure;
}

const NONE = { documents: async () => [], programs: async () => [] };

/** The images were made by other jobs, which know what is in them; provenance and signature are this job's. */
async function mergeAll(settings: MergeSettings, config: RunConfig, ports: RunPorts) {
  let proof: Proof | undefined;
  const published = await reachRegistries(
    async (targets) => {
      const clients = targets.map(({ client }) => client);
      const proved = await proveBeside({ config, clients, evidence: NONE }, ports, (attachments) =>
        merge(config.mergeEntries, targets, settings, { ...ports, attachments }),
      );
      proof = proved.proof;
      return proved.result;
    },
    [],
    config,
    ports,
  );
  return { ...published, proof };
}

async function tell(
  results: ImageResults & Pick<RunReport, 'traffic' | 'proof'>,
  stages: readonly Stage[],
  watch: Stopwatch,
  config: RunConfig,
  ports: RunPorts,
): Promise<void> {
  const { decision, version, context } = config;
  const nothing = { files: [], checks: [], decisions: [], warnings: [], sbomFiles: [] };
  const report = {
    ...results,
    ...nothing,
    version: version?.text ?? '',
    reason: decision.reason,
    repository: context.repository,
    stages: [...watch.stages, ...stages],
    elapsed: watch.elapsed,
  };
  await writeReport([{ program: '', report }], [config], ports);
}

/** As in a direct push; there are no binaries here from which to read a version or a time. */
function annotationsFor({ request, context, block, annotations, version }: RunConfig, { environment }: RunPorts) {
  const { created: input, labels } = request;
  const { commitTime } = context;
  const sourceDateEpoch = environment.SOURCE_DATE_EPOCH;
  const created = createdFrom({ input, sourceDateEpoch, commitTime, binaries: [] });
  const sources = { context, version: version?.text ?? '', created, binaries: [], block, labels, annotations };
  const { annotations: written, chosen } = imageLabels(sources);
  return { indexAnnotations: written.index, chosenLabels: chosen };
}
