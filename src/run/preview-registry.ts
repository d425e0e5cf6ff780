import { previewResults } from '../action/report/publish-results.ts';
import { messageOf } from '../errors.ts';
import type { MergeSettings } from '../publish/merge/merge.ts';
import { previewMerge } from '../publish/merge/preview-merge.ts';
import type { Published } from './reach-registries.ts';
import type { Order } from './read-order.ts';
import { connectRegistries } from './registries.ts';
import type { RunPorts } from './run-ports.ts';

/**
 * What a merge would publish, as far as it can be known: jobs that pushed nothing left nothing to read, and a pull request
 * may not be allowed to read. Neither is a failure.
 */
export async function previewRegistry(
  settings: Pick<MergeSettings, 'indexAnnotations' | 'platforms'>,
  { request, registryAuth, context, decision, mergeEntries }: Order,
  ports: RunPorts,
): Promise<Published> {
  const once = { ...request, upload: { ...request.upload, retryFor: 0 } };
  const registries = await connectRegistries(once, registryAuth, context, ports);
  const nothing = { stages: [], failure: undefined };
  try {
    const [first] = registries.connections;
    if (first === undefined) return { ...nothing, results: undefined, traffic: registries.traffic() };
    const preview = await previewMerge(mergeEntries, first, settings);
    ports.log.notice(`Nothing was merged: ${decision.reason}`);
    const repositories = request.targets.map(({ repository }) => repository);
    return { ...nothing, results: previewResults(preview, repositories), traffic: registries.traffic() };
  } catch (error) {
    ports.log.notice(`Nothing was merged: ${decision.reason}. The digest is not known: ${messageOf(error)}`);
    return { ...nothing, results: undefined, traffic: registries.traffic() };
  } finally {
    await registries.close();
  }
}
