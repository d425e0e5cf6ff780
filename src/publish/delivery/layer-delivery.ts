import type { Layer } from '../../layer/layer.ts';
import type { Descriptor } from '../../oci/descriptor.ts';
import type { RegistryClient } from '../../registry/api.ts';
import type { LayerReuse } from '../held/layer-reuse.ts';
import type { LayerReport } from '../publish-report.ts';

export interface DeliveredLayer {
  readonly descriptor: Descriptor;
  readonly uploaded: LayerReport['uploaded'];
}

interface Delivery {
  readonly client: RegistryClient;
  readonly done: Promise<DeliveredLayer>;
}

/**
 * Brings the layers of one run into all its repositories: each is compressed at most once, sent at most once to a
 * repository, mounted from a sibling on the same registry, and given up as soon as nobody is going to need its bytes.
 */
export class LayerDelivery {
  readonly #deliveries = new Map<Layer, Delivery[]>();
  readonly #undecided = new Map<Layer, Set<RegistryClient>>();
  readonly #sent = new Set<Layer>();
  readonly #keep: boolean;

  /** `keep`: somebody else (an archive) needs the compressed bytes too, so that no layer is discarded. */
  constructor(layers: Iterable<Layer>, clients: readonly RegistryClient[], keep: boolean) {
    for (const layer of layers) this.#undecided.set(layer, new Set(clients));
    this.#keep = keep;
  }

  /** Layers whose compressed bytes some repository had to have. */
  get compressed(): number {
    return this.#sent.size;
  }

  /** Brings a layer into a repository; a second call for the same pair waits for the first. */
  deliver(client: RegistryClient, layer: Layer, reuse: LayerReuse): Promise<DeliveredLayer> {
    const known = this.#of(layer).find((delivery) => delivery.client === client);
    if (known !== undefined) return known.done;
    const earlier = this.#of(layer).filter((delivery) => sameRegistry(delivery.client, client));
    const done = this.#bring(client, layer, reuse, earlier);
    this.#of(layer).push({ client, done });
    return done;
  }

  /** Sends a layer although a manifest names it: the registry says that the blob is gone. */
  async resend(client: RegistryClient, layer: Layer): Promise<DeliveredLayer> {
    return this.#send(client, layer, []);
  }

  /** Nothing is known that would spare the compression of any layer. */
  begin(): void {
    for (const [layer, undecided] of this.#undecided) if (undecided.size > 0) layer.begin();
  }

  /** The layers that no repository waits for are compressed no further for the time being. */
  holdBack(until: Promise<unknown>): void {
    if (this.#keep) return;
    for (const layer of this.#undecided.keys()) if (!this.#deliveries.has(layer)) layer.holdBack(until);
  }

  /** A repository that has the image, or that failed, needs no layer any more. */
  settle(client: RegistryClient): void {
    for (const layer of this.#undecided.keys()) this.#decide(client, layer);
  }

  async #bring(
    client: RegistryClient,
    layer: Layer,
    reuse: LayerReuse,
    earlier: readonly Delivery[],
  ): Promise<DeliveredLayer> {
    const descriptor = await reuse.find(layer);
    if (descriptor === undefined) return this.#send(client, layer, earlier);
    this.#decide(client, layer);
    return { descriptor, uploaded: 'reused' };
  }

  async #send(client: RegistryClient, layer: Layer, earlier: readonly Delivery[]): Promise<DeliveredLayer> {
    this.#sent.add(layer);
    layer.need();
    const mountFrom = await arrived(earlier);
    const { descriptor, result } = await client.pushBlob(layer.blob, { mountFrom });
    return { descriptor, uploaded: result };
  }

  #decide(client: RegistryClient, layer: Layer): void {
    const undecided = this.#undecided.get(layer);
    if (undecided?.delete(client) !== true || undecided.size > 0) return;
    if (!this.#sent.has(layer) && !this.#keep) layer.discard();
  }

  #of(layer: Layer): Delivery[] {
    const known = this.#deliveries.get(layer) ?? [];
    this.#deliveries.set(layer, known);
    return known;
  }
}

/** Repositories that hold the layer once the deliveries under way have ended; a failed one is nobody's source. */
async function arrived(deliveries: readonly Delivery[]): Promise<string[]> {
  const results = await Promise.allSettled(deliveries.map(({ done }) => done));
  return deliveries.flatMap(({ client }, place) =>
    results[place]?.status === 'fulfilled' ? [client.repository.path] : [],
  );
}

function sameRegistry(a: RegistryClient, b: RegistryClient): boolean {
  return a !== b && a.repository.registry === b.repository.registry;
}
