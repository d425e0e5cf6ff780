import type { ImageSet } from '../publish/delivery/image-set.ts';
import { publish } from '../publish/publish.ts';
import { type Published, reachRegistries } from './reach-registries.ts';
import type { RunConfig } from './resolve-config.ts';
import type { RunPorts } from './run-ports.ts';

/** Brings the images that this run makes to every registry. */
export function publishImages(
  set: ImageSet,
  layerNames: readonly string[],
  order: RunConfig,
  ports: RunPorts,
): Promise<Published> {
  const { overwrite, verify } = order.request;
  const settings = { overwrite, verify };
  return reachRegistries((targets) => publish(set, targets, settings, ports), layerNames, order, ports);
}
