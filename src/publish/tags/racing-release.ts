import { messageOf } from '../../errors.ts';
import { formatRepository } from '../../oci/reference.ts';
import { printable } from '../../printable.ts';
import { awaitAll } from './await-all.ts';
import type { PublishedVersion } from './moving-tags.ts';
import { releasesInTheWay } from './release-in-the-way.ts';
import { listMovingTags } from './state-query.ts';
import type { MovingTag } from './tag-plan.ts';
import type { TagWriter } from './tag-writer.ts';
import type { TagWork } from './write-tags.ts';

/** As many releases as may overtake one run; each look finds the highest of all that are there. */
const MAX_LOOKS = 5;

interface Overtaken {
  readonly tag: MovingTag;
  readonly by: PublishedVersion;
}

/**
 * Two releases at once: both read the tags before either had written its own. Each writes its exact version before it
 * moves a tag and looks again afterwards, so the lower one sees the higher one and puts the tag where it belongs; what
 * it cannot see yet will move the tag itself, later.
 */
export async function yieldToHigherVersion(
  moved: readonly MovingTag[],
  work: TagWork,
  writer: TagWriter,
): Promise<void> {
  const placed = new Map<string, string>();
  for (let look = 0; look < MAX_LOOKS; look += 1) {
    const overtaken = (await lookAgain(moved, work)).filter(({ tag, by }) => placed.get(tag.name) !== by.tag);
    if (overtaken.length === 0) return;
    await awaitAll(overtaken.map((one) => handOver(one, work, writer)));
    for (const { tag, by } of overtaken) placed.set(tag.name, by.tag);
  }
}

async function lookAgain(moved: readonly MovingTag[], { client, plan, log }: TagWork): Promise<Overtaken[]> {
  const comparable = moved.filter(({ forced }) => !forced);
  if (comparable.length === 0) return [];
  const list = await listMovingTags(client, plan);
  if ('unreadable' in list) {
    log.warning(
      `The tags of ${formatRepository(client.repository)} could not be read again, so a release that ran at the same ` +
        `time was not looked for (${printable(messageOf(list.unreadable))})`,
    );
    return [];
  }
  const inTheWay = await releasesInTheWay(comparable, list.tags, client);
  return comparable.flatMap((tag) => {
    const by = inTheWay.get(tag.name);
    return by === undefined ? [] : [{ tag, by }];
  });
}

async function handOver({ tag, by }: Overtaken, { client, log }: TagWork, writer: TagWriter): Promise<void> {
  const higher = await client.getManifest(by.tag);
  if (higher === undefined) return;
  await writer.handOver(tag.name, higher, `${by.tag} was published in the meantime`);
  log.notice(`${by.tag} was published while this ran, so ${tag.name} was given to it`);
}
