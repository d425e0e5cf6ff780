import type { Layer } from '../../layer/layer.ts';
import type { Digest } from '../../oci/digest.ts';
import type { RegistryClient } from '../../registry/api.ts';
import type { Uploaded } from '../publish-report.ts';

/** Up to this size a layer is made within the time of an answer, and its digest worth waiting for: it may be there. */
const MAX_AWAITED_LAYER_BYTES = 8 * 1024 * 1024;

interface LayerTransfer {
  readonly client: RegistryClient;
  readonly done: Promise<Uploaded>;
}

/** Brings the layers of one run into all its repositories: each is sent at most once to a repository, and mounted from a sibling on the same registry. */
export class LayerDelivery {
  readonly #transfers = new Map<Layer, LayerTransfer[]>();

  /**
   * Brings a layer into a repository; a second call for the same pair waits for the first.
   * @param named digests that the repository has for certain
   */
  deliver(client: RegistryClient, layer: Layer, named: ReadonlySet<Digest>): Promise<Uploaded> {
    const all = this.#transfers.get(layer) ?? [];
    this.#transfers.set(layer, all);
    const known = all.find((delivery) => delivery.client === client);
    if (known !== undefined) return known.done;
    const earlier = all.filter((delivery) => sameRegistry(delivery.client, client));
    const done = bring(client, layer, named, earlier);
    all.push({ client, done });
    return done;
  }

  /** Sends a layer although a manifest, or the registry itself, names it: the blob is gone. */
  async resend(client: RegistryClient, layer: Layer): Promise<void> {
    await client.pushBlob(layer.blob, { askFirst: false });
  }
}

async function bring(
  client: RegistryClient,
  layer: Layer,
  named: ReadonlySet<Digest>,
  earlier: readonly LayerTransfer[],
): Promise<Uploaded> {
  const wait = named.size > 0 && layer.blob.sizeLimit <= MAX_AWAITED_LAYER_BYTES;
  if (wait && named.has((await layer.blob.descriptor).digest)) return 'existed';
  return send(client, layer, named, earlier);
}

async function send(
  client: RegistryClient,
  layer: Layer,
  present: ReadonlySet<Digest>,
  earlier: readonly LayerTransfer[],
): Promise<Uploaded> {
  const mountFrom = await pathsWithLayer(earlier);
  return (await client.pushBlob(layer.blob, { mountFrom, present })).result;
}

/** Paths of the repositories that hold the layer once the transfers under way have ended; after a failed one nothing can be mounted from there. */
async function pathsWithLayer(deliveries: readonly LayerTransfer[]): Promise<string[]> {
  const results = await Promise.allSettled(deliveries.map(({ done }) => done));
  return deliveries.flatMap(({ client }, place) =>
    results[place]?.status === 'fulfilled' ? [client.repository.path] : [],
  );
}

function sameRegistry(a: RegistryClient, b: RegistryClient): boolean {
  return a !== b && a.repository.registry === b.repository.registry;
}
