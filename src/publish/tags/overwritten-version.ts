import { ActionError } from '../../errors.ts';
import type { RawManifest } from '../../oci/manifest.ts';
import { formatRepository } from '../../oci/reference.ts';
import { printable } from '../../printable.ts';
import { awaitAll } from './await-all.ts';
import type { MovingTag } from './tag-plan.ts';
import type { TagWriter } from './tag-writer.ts';
import type { TagWork } from './write-tags.ts';

/** Milliseconds. The look is worth no more: most runs are alone. */
const LOOK_TIMEOUT_MS = 1000;

/** An exact version that this run has written, and what stands behind it now. */
interface Look {
  readonly own: string;
  readonly now: RawManifest | undefined;
}

/** Looks behind the exact version that this run wrote, where it moved other tags to it; undefined where it did not. */
export async function lookBehindVersion(
  moved: readonly MovingTag[],
  { client, plan }: Pick<TagWork, 'client' | 'plan'>,
  writer: TagWriter,
): Promise<Look | undefined> {
  const own = writer.reports.find(({ name, state }) => state === 'written' && plan.exact.includes(name))?.name;
  if (own === undefined || moved.length === 0) return undefined;
  return { own, now: (await client.tryManifest(own, LOOK_TIMEOUT_MS))?.manifest };
}

/**
 * Two runs that publish the same version at once, such as the jobs of a matrix with one image: neither saw the other's
 * version, and the second wrote over the first's. Who finds another version behind its own tag gives the moving tags to
 * that one, so that all stand at the same image, and fails. A tag that is not seen yet is no other version.
 */
export async function refuseOverwritten(
  look: Look | undefined,
  { client, plan }: Pick<TagWork, 'client' | 'plan'>,
  writer: TagWriter,
): Promise<void> {
  if (look?.now === undefined || look.now.descriptor.digest === writer.digest) return;
  const { own, now } = look;
  const reason = 'another run wrote this version at the same time';
  const moving = writer.pointing.filter((name) => plan.moving.some((tag) => tag.name === name));
  writer.leave(own, reason);
  await awaitAll(moving.map((name) => writer.handOver(name, now, reason)));
  throw new ActionError(
    'tag',
    `${formatRepository(client.repository)}:${printable(own, 128)} was written by another run at the same time, with other ` +
      `content: it points to ${now.descriptor.digest}, this run made ${writer.digest}`,
    {
      hint:
        'Are these the jobs of a matrix? Give all binaries to one step, or an image of its own to each program; or push ' +
        'each platform with tags: none and join them with merge.',
    },
  );
}
