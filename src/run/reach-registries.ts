import { formatRepository } from '../oci/reference.ts';
import type { MergeTarget } from '../publish/merge/merge.ts';
import { publishFailure } from '../publish/publish.ts';
import type { PublishReport } from '../publish/publish-report.ts';
import type { Traffic } from '../registry/api.ts';
import { type ImageResults, publishResults, publishStages } from '../report/publish-results.ts';
import type { Stage } from '../report/run-report.ts';
import { connectRegistries } from './registries.ts';
import type { RunConfig } from './resolve-config.ts';
import type { RunPorts } from './run-ports.ts';
import { TransferCount } from './transfer.ts';

export interface Published {
  /** Undefined where no registry came so far that the image is known. */
  readonly results: ImageResults | undefined;
  readonly stages: readonly Stage[];
  readonly traffic: Traffic;
  /** What the run ends with after its report. */
  readonly failure: Error | undefined;
}

/** Beside those for the questions, which uploads take over: layers are looked for while their sessions are opened. */
export const MORE_FOR_UPLOADS = 1;

/** How the targets get their image: made here, or joined from what is there. */
export type Publisher = (targets: readonly MergeTarget[]) => Promise<PublishReport>;

/** Connects to every registry, lets the image be brought there, and gives the connections back, whatever happens. */
export async function reachRegistries(
  publisher: Publisher,
  layerNames: readonly string[],
  { request, credentialsFor, tagPlans, early }: RunConfig,
  ports: RunPorts,
): Promise<Published> {
  const isAlone = ports.registries === undefined;
  const opened = await early;
  // Those that are on their way ask what is there; by the time it is known, the uploads find theirs.
  if (isAlone) opened?.openMore(MORE_FOR_UPLOADS);
  const registries = await connectRegistries(request, credentialsFor, ports, opened);
  const transfer = ports.transfer ?? new TransferCount(() => registries.traffic().bytesSent);
  const targets = registries.connections.flatMap((connection, place) => {
    const plan = tagPlans[place];
    const watched = ports.progress === undefined ? connection : transfer.counted(connection);
    return plan === undefined ? [] : [{ ...watched, plan }];
  });
  const stopWatching = isAlone ? ports.progress?.watch(() => transfer.current) : undefined;
  try {
    const title = `Push to ${request.targets.map(({ repository }) => formatRepository(repository)).join(', ')}`;
    const report = await ports.log.group(title, () => publisher(targets));
    return {
      results: publishResults(report, layerNames),
      stages: publishStages(report),
      traffic: registries.traffic(),
      failure: publishFailure(report),
    };
  } finally {
    stopWatching?.();
    await registries.close();
  }
}
