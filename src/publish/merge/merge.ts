import { ActionError } from '../../errors.ts';
import { platformIndex } from '../../image/platform-index.ts';
import { DamagedLayer } from '../../layer/unpack.ts';
import type { Annotations, Descriptor } from '../../oci/descriptor.ts';
import type { Digest } from '../../oci/digest.ts';
import type { RawManifest } from '../../oci/manifest.ts';
import type { Platform } from '../../oci/platform.ts';
import { formatRepository } from '../../oci/reference.ts';
import { printable } from '../../printable.ts';
import type { RegistryClient } from '../../registry/api.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { pollUntil } from '../poll-until.ts';
import type { PublishPorts, PublishSettings } from '../publish.ts';
import { PublishGate } from '../publish-gate.ts';
import type { PublishReport } from '../publish-report.ts';
import { type PublishTarget, publishRepository } from '../publish-repository.ts';
import type { OwnContent } from '../remote/own-content.ts';
import { readLayer } from '../remote/read-layer.ts';
import { isBehindTag } from '../remote/repository-state.ts';
import { deliverParts } from './deliver-parts.ts';
import type { MergeEntry } from './merge-entry.ts';
import { type ClientFor, type MergePart, type Poll, readParts, refuseOtherPlatforms } from './merge-parts.ts';
import { mergeSources, refuseOtherRegistries } from './merge-sources.ts';

export interface MergeTarget extends PublishTarget {
  /** The client of another repository of the same registry. */
  readonly clientFor: ClientFor;
}

export interface MergeSettings extends PublishSettings {
  readonly indexAnnotations: Annotations;
  readonly chosenLabels: ReadonlySet<string>;
  /** What the merged images must be for, exactly; empty = whatever they are for. */
  readonly platforms: readonly Platform[];
}

/**
 * Joins images of one platform each, which other jobs pushed by digest, under this run's tags: what a push of all
 * platforms at once would have made. One image stays a plain manifest.
 */
export async function merge(
  entries: readonly MergeEntry[],
  targets: readonly MergeTarget[],
  settings: MergeSettings,
  ports: PublishPorts,
): Promise<PublishReport> {
  const clients = targets.map(({ client }) => client);
  refuseOtherRegistries(
    entries,
    clients.map(({ repository }) => repository),
  );
  const run = { gate: new PublishGate(clients), attached: new PublishGate(clients), ...settings, ...ports };
  const repositories = await Promise.all(
    targets.map((target) => publishRepository(target, mergeDelivery(entries, target, settings, ports), run)),
  );
  return { repositories };
}

function mergeDelivery(
  entries: readonly MergeEntry[],
  target: MergeTarget,
  settings: MergeSettings,
  { clock }: PublishPorts,
): Delivery {
  const { client } = target;
  const parts = partsFor(entries, target, settings.platforms, (ask) => pollUntil(clock, ask));
  // Read while everything else goes on; a failure reaches whoever awaits the parts.
  parts.catch(() => {});
  return {
    own: async () => contentOf(await parts, settings),
    bring: async (found) => {
      const all = await parts;
      const root = rootOf(all, settings.indexAnnotations);
      return deliverParts(client, all, root, isBehindTag(root.descriptor.digest, found));
    },
  };
}

/** All that is merged into one repository, checked. */
export async function partsFor(
  entries: readonly MergeEntry[],
  { client, clientFor }: Pick<MergeTarget, 'client' | 'clientFor'>,
  platforms: readonly Platform[],
  poll: Poll,
): Promise<MergePart[]> {
  const near: ClientFor = (path) => (path === client.repository.path ? client : clientFor(path));
  const parts = await readParts(mergeSources(entries, client.repository), client, near, poll);
  refuseOtherPlatforms(parts, platforms);
  return parts;
}

function contentOf(parts: readonly MergePart[], { chosenLabels, indexAnnotations }: MergeSettings): OwnContent {
  const platforms = parts.map(({ client, fetched, image: { config, layers } }) => ({
    manifest: fetched.descriptor.digest,
    config,
    layers: layers.map((descriptor) => ({ descriptor, tar: () => tarIn(client, descriptor) })),
  }));
  return { root: rootOf(parts, indexAnnotations).descriptor, platforms, chosenLabels };
}

/** Another job has made it, so it is looked into where its tar is compared with another one. */
async function tarIn(client: RegistryClient, layer: Descriptor): Promise<{ diffId: Digest; size: number }> {
  const found = await readLayer(client, layer).catch((error: unknown) => {
    throw error instanceof DamagedLayer ? damaged(client, layer, error.message) : error;
  });
  if (found === undefined) throw damaged(client, layer, 'it is not there');
  return { diffId: found.diffId, size: found.tarSize };
}

function damaged({ repository }: RegistryClient, { digest }: Descriptor, why: string): ActionError {
  return new ActionError(
    'merge',
    `The layer ${digest} of an image in ${formatRepository(repository)}: ${printable(why)}`,
  );
}

/** One image stays what it is; several stand in an index. */
export function rootOf(parts: readonly MergePart[], annotations: Annotations): RawManifest {
  const [only, ...others] = parts;
  if (only !== undefined && others.length === 0) return only.fetched;
  return platformIndex(
    parts.map(({ platform, fetched }) => ({ platform, manifest: fetched.descriptor })),
    annotations,
  );
}
