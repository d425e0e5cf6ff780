import { ActionError, messageOf } from '../errors.ts';
import type { MergeSettings } from '../publish/merge/merge.ts';
import { refuseOtherRegistries } from '../publish/merge/merge-sources.ts';
import { previewMerge } from '../publish/merge/preview-merge.ts';
import { type ImageResults, previewResults } from '../report/publish-results.ts';
import type { Published } from './reach-registries.ts';
import { connectRegistries, type Registries } from './registries.ts';
import type { RunConfig } from './resolve-config.ts';
import type { RunPorts } from './run-ports.ts';

type Settings = Pick<MergeSettings, 'indexAnnotations' | 'platforms'>;

/** What a merge would publish, as far as that can be known where nothing may be published. */
export async function previewRegistry(settings: Settings, config: RunConfig, ports: RunPorts): Promise<Published> {
  const { request, credentialsFor, mergeEntries } = config;
  refuseOtherRegistries(
    mergeEntries,
    request.targets.map(({ repository }) => repository),
  );
  const once = { ...request, upload: { ...request.upload, retryFor: 0 } };
  const registries = await connectRegistries(once, credentialsFor, ports);
  try {
    const results = await preview(registries, settings, config, ports);
    return { results, traffic: registries.traffic(), stages: [], failure: undefined };
  } finally {
    await registries.close();
  }
}

/** Jobs that pushed nothing left nothing to read, and a pull request may not be allowed to read: neither is a failure. */
async function preview(
  { connections: [first] }: Registries,
  settings: Settings,
  { request, decision, mergeEntries }: RunConfig,
  { log }: RunPorts,
): Promise<ImageResults | undefined> {
  const told = `Nothing was merged: ${decision.reason}`;
  try {
    const found = first === undefined ? undefined : await previewMerge(mergeEntries, first, settings);
    log.notice(found === undefined ? `${told}. The digest is not known, since the images are not all there` : told);
    const repositories = request.targets.map(({ repository }) => repository);
    return found === undefined ? undefined : previewResults(found, repositories);
  } catch (error) {
    if (error instanceof ActionError && error.code === 'merge') throw error;
    log.notice(`${told}. The digest is not known: ${messageOf(error)}`);
    return undefined;
  }
}
