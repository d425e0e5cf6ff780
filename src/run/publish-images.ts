import { type ImageResults, publishResults, publishStages } from '../action/report/publish-results.ts';
import type { Stage } from '../action/report/run-report.ts';
import { formatRepository } from '../oci/reference.ts';
import type { ImageSet } from '../publish/image-set.ts';
import { publish, publishFailure } from '../publish/publish.ts';
import type { Traffic } from '../registry/api.ts';
import type { Order } from './read-order.ts';
import { connectRegistries } from './registries.ts';
import type { RunPorts } from './run-ports.ts';

export interface Published {
  /** Undefined where no registry came so far that the image is known. */
  readonly results: ImageResults | undefined;
  readonly stages: readonly Stage[];
  readonly traffic: Traffic;
  /** What the run ends with after its report. */
  readonly failure: Error | undefined;
}

/** Brings the images to every registry and gives the connections back, whatever happens. */
export async function publishImages(
  set: ImageSet,
  layerNames: readonly string[],
  { request, registryAuth, context, tagPlans }: Order,
  keepLayers: boolean,
  ports: RunPorts,
): Promise<Published> {
  const registries = await connectRegistries(request, registryAuth, context, ports);
  const targets = registries.clients.flatMap((client, place) => {
    const plan = tagPlans[place];
    return plan === undefined ? [] : [{ client, plan }];
  });
  try {
    const title = `Push to ${request.targets.map(({ repository }) => formatRepository(repository)).join(', ')}`;
    const { overwrite, verify } = request;
    const report = await ports.log.group(title, () => publish(set, targets, { overwrite, verify, keepLayers }, ports));
    return {
      results: publishResults(report, layerNames),
      stages: publishStages(report),
      traffic: registries.traffic(),
      failure: publishFailure(report),
    };
  } finally {
    await registries.close();
  }
}
