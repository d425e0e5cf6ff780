import { ActionError, messageOf } from '../errors.ts';
import { type FinishedImages, finishImages } from '../image/finished-images.ts';
import { formatRepository } from '../oci/reference.ts';
import type { Clock, Log } from '../ports.ts';
import type { Attachments } from './attachments.ts';
import { imageDelivery } from './delivery/image-delivery.ts';
import type { ImageSet } from './delivery/image-set.ts';
import { LayerDelivery } from './delivery/layer-delivery.ts';
import { PublishGate } from './publish-gate.ts';
import type { PublishReport, RepositoryReport } from './publish-report.ts';
import { type PublishTarget, publishRepository } from './publish-repository.ts';

export interface PublishSettings {
  /** Exact version tags may get other content. */
  readonly overwrite: boolean;
  readonly verify: 'auto' | boolean;
}

export interface PublishPorts {
  readonly log: Log;
  readonly clock: Clock;
  /** Absent where nothing hangs on the image. */
  readonly attachments?: Attachments | undefined;
}

/**
 * Brings one set of images into all repositories at once. One that fails does not stop the others: the report says what became
 * of each, and `publishFailure` turns it into the error to end with.
 */
export async function publish(
  set: ImageSet,
  targets: readonly PublishTarget[],
  settings: PublishSettings,
  ports: PublishPorts,
): Promise<PublishReport> {
  const clients = targets.map(({ client }) => client);
  const making = { set, finished: finishedOnce(set), layers: new LayerDelivery(), log: ports.log };
  const run = { gate: new PublishGate(clients), attached: new PublishGate(clients), ...settings, ...ports };
  const repositories = targets.map((target) => publishRepository(target, imageDelivery(target.client, making), run));
  // The registries have been asked; while their answers are on the way every layer is made.
  for (const layer of new Set(set.images.flatMap((image) => image.layers))) layer.blob.begin();
  return { repositories: await Promise.all(repositories) };
}

function finishedOnce({ images, indexAnnotations }: ImageSet): () => Promise<FinishedImages> {
  let finished: Promise<FinishedImages> | undefined;
  return () => {
    finished ??= finishImages(images, indexAnnotations);
    return finished;
  };
}

/** The error that a run ends with after its report has been written; undefined where every repository has the image. */
export function publishFailure({ repositories }: PublishReport): Error | undefined {
  const failed = repositories.filter(({ outcome }) => outcome === 'failed');
  const [first] = failed;
  if (first === undefined) return undefined;
  if (failed.length === 1 && first.error instanceof Error && repositories.length === 1) return first.error;
  const done = repositories.filter(({ outcome }) => outcome !== 'failed').map(nameOf);
  const lines = failed.map((one) => `${nameOf(one)}: ${messageOf(one.error)}`);
  const others =
    done.length === 0
      ? 'No repository has the image'
      : `${done.join(', ')} ${done.length === 1 ? 'has' : 'have'} the image`;
  const [code, hint] =
    first.error instanceof ActionError ? [first.error.code, first.error.hint] : (['registry', undefined] as const);
  return new ActionError(code, `${others}; it failed for ${lines.join('; and for ')}`, { hint, cause: first.error });
}

function nameOf({ repository }: RepositoryReport): string {
  return formatRepository(repository);
}
