import type { FinishedImages } from '../image/finished-images.ts';
import type { Plan } from '../image/plan.ts';
import type { PlatformImage } from '../image/platform-image.ts';
import { localResults } from '../report/publish-results.ts';
import type { Making, Planned } from './make-locally.ts';
import type { Published } from './reach-registries.ts';
import type { RunConfig } from './resolve-config.ts';
import type { RunPorts } from './run-ports.ts';
import { withoutGroups } from './shared-log.ts';

/** What became of an image. */
export type Delivered = Planned & Omit<Published, 'failure'> & { readonly failure: unknown };

const SILENCE = { requests: 0, tokenRequests: 0, bytesSent: 0, retries: 0, waited: 0 };

/** One image has its own connections, several share them. */
export async function deliverAll(images: readonly Making[], ports: RunPorts): Promise<Delivered[]> {
  if (images.length === 1) return await Promise.all(images.map((image) => deliverOne(image, ports)));
  const { RegistryPool } = await import('./registries.ts');
  const registries = new RegistryPool(
    images.flatMap(({ order }) => order.request.targets.map(({ repository }) => repository)),
  );
  const shared = { ...ports, registries, log: withoutGroups(ports.log) };
  const work = () => Promise.all(images.map((image) => deliverOne(image, shared)));
  const publishes = images.some(({ order }) => order.decision.publish);
  try {
    const all = await (publishes ? ports.log.group(`Push of ${images.length} images`, work) : work());
    return all.map((image) => ({ ...image, traffic: registries.traffic() }));
  } finally {
    await registries.close();
  }
}

async function deliverOne({ making, finished, failure, plan, order }: Making, ports: RunPorts): Promise<Delivered> {
  const nothing = { order, plan, results: undefined, stages: [], traffic: SILENCE };
  if (failure !== undefined) return { ...nothing, failure };
  try {
    return { order, plan, ...(await deliver(making.images, finished, plan, order, ports)) };
  } catch (thrown) {
    return { ...nothing, failure: thrown };
  }
}

async function deliver(
  images: readonly PlatformImage[],
  finished: FinishedImages | undefined,
  plan: Plan,
  order: RunConfig,
  ports: RunPorts,
): Promise<Published> {
  const layerNames = plan.platforms[0]?.layers.map(({ name }) => name) ?? [];
  if (order.decision.publish || finished === undefined) {
    const { publishImages } = await import('./publish-images.ts');
    const set = { images, indexAnnotations: plan.annotations.index, chosenLabels: plan.chosenLabels };
    return await publishImages(set, layerNames, order, ports);
  }
  const repositories = order.request.targets.map(({ repository }) => repository);
  const results = localResults(finished, repositories, layerNames);
  return { results, stages: [], traffic: SILENCE, failure: undefined };
}
