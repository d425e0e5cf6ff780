import { ActionError, messageOf } from '../../errors.ts';
import type { Digest } from '../../oci/digest.ts';
import { formatRepository } from '../../oci/reference.ts';
import type { Log } from '../../ports.ts';
import { printable } from '../../printable.ts';
import type { RegistryClient } from '../../registry/api.ts';
import { RegistryError } from '../../registry/errors/registry-error.ts';
import type { RepositoryState, TagList } from '../remote/repository-state.ts';
import { awaitAll } from './await-all.ts';
import { laterBuild } from './later-build.ts';
import { type InTheWay, releasesInTheWay } from './release-in-the-way.ts';
import { listMovingTags, needsList } from './state-query.ts';
import { type MovingTag, namedTags, type TagPlan, tagNames } from './tag-plan.ts';
import type { TagWriter } from './tag-writer.ts';

export interface TagWork {
  readonly client: RegistryClient;
  readonly plan: TagPlan;
  readonly state: RepositoryState;
  /** The exact version is published with this content: what stands there stays. */
  readonly keep: boolean;
  readonly log: Log;
}

/** Exact versions and plain names; the manifest goes straight to the first of them, the others follow at once. */
export async function writeNamedTags({ plan, state, keep }: TagWork, writer: TagWriter): Promise<void> {
  const write = async (name: string) => {
    const standsAt = state.behind.has(name) ? state.behind.get(name)?.descriptor.digest : 'something';
    if (keep && standsAt !== undefined && plan.exact.includes(name)) writer.keep(name, standsAt);
    else await writer.write(name, standsAt);
  };
  const [first, ...others] = namedTags(plan);
  if (first === undefined) return;
  await write(first);
  await awaitAll(others.map(write));
}

/** Tags that stand for the highest version of a range, where this is the highest. Returns those that it moved. */
export async function writeMovingTags(work: TagWork, writer: TagWriter): Promise<MovingTag[]> {
  const list = await usableList(work);
  const inTheWay = await releasesInTheWay(work.plan.moving, 'tags' in list ? list.tags : [], work.client);
  const allowed = work.plan.moving.filter((tag) => mayMove(tag, list, inTheWay, writer));
  const compare = writer.reports.some(({ state }) => state === 'unchanged');
  await awaitAll(allowed.map(async (tag) => move(tag, await place(tag, work, list, compare), work, list, writer)));
  const stayed = ['unchanged', 'left alone'];
  const names = new Set(writer.reports.filter(({ state }) => stayed.includes(state)).map(({ name }) => name));
  return allowed.filter(({ name }) => !names.has(name));
}

async function move(
  tag: MovingTag,
  standsAt: Digest | 'something' | undefined,
  { client, plan }: TagWork,
  list: TagList,
  writer: TagWriter,
): Promise<void> {
  const again = writer.reports.some(({ name, state }) => state === 'unchanged' && plan.exact.includes(name));
  const tags = again && standsAt !== writer.digest && 'tags' in list ? list.tags : [];
  const later = await laterBuild(tag, standsAt, tags, client);
  if (later === undefined) await writer.write(tag.name, standsAt);
  else writer.leave(tag.name, `it stands at ${later}, another build of this version`);
}

/** A registry that does not know a repository yet may refuse its list and give it once something is there. */
async function usableList(work: TagWork): Promise<TagList> {
  const { client, plan, state, log } = work;
  if (!needsList(plan)) return { tags: [] };
  const first = await state.list;
  const usable = first !== undefined && ('tags' in first ? missedTag(first, work) === undefined : !wasRefused(first));
  const list = usable ? first : wholeList(await listMovingTags(client, plan), work);
  if ('unreadable' in list) {
    const names = plan.moving.filter(({ forced }) => !forced).map(({ name }) => name);
    log.warning(
      `The tags of ${formatRepository(client.repository)} cannot be read, so ${names.join(', ')} were not moved: ` +
        `nobody knows whether a higher version is published (${printable(messageOf(list.unreadable))})`,
    );
  }
  return list;
}

/** A list that cannot be read for another reason (it has no end) is not read a second time. */
function wasRefused({ unreadable: error }: { readonly unreadable: unknown }): boolean {
  return error instanceof RegistryError && error.status !== undefined && error.status >= 400;
}

/** Some registries have no list and answer 404, some cut it and do not say so: what is missing there may be a release. */
function wholeList(list: TagList, work: TagWork): TagList {
  const missed = 'tags' in list ? missedTag(list, work) : undefined;
  if (missed === undefined) return list;
  return { unreadable: new ActionError('registry', `their list lacks ${missed}, which is there`) };
}

/** A tag that was seen in the repository and that its list does not have. */
function missedTag(
  { tags }: { readonly tags: readonly string[] },
  { plan, state: { behind } }: TagWork,
): string | undefined {
  return tagNames(plan).find((name) => behind.get(name) !== undefined && !tags.includes(name));
}

function mayMove(tag: MovingTag, list: TagList, inTheWay: InTheWay, writer: TagWriter): boolean {
  if (tag.forced) return true;
  if ('unreadable' in list) {
    writer.leave(tag.name, 'the tags of the repository cannot be read');
    return false;
  }
  const higher = inTheWay.get(tag.name);
  if (higher === undefined) return true;
  const unknown = `${higher.tag} is published, and this run has no version to compare with it`;
  writer.leave(tag.name, tag.version === undefined ? unknown : `${higher.tag} is published and higher`);
  return false;
}

/** Only where nothing else changed, or where no list was read, is it worth a request to know where a tag stands. */
async function place(
  { name, forced }: MovingTag,
  { client, state }: TagWork,
  list: TagList,
  compare: boolean,
): Promise<Digest | 'something' | undefined> {
  if (state.behind.has(name)) return state.behind.get(name)?.descriptor.digest;
  if (compare || forced) return (await client.getManifest(name))?.descriptor.digest;
  return 'tags' in list && list.tags.includes(name) ? 'something' : undefined;
}
