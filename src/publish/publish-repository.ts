import { ActionError, messageOf } from '../errors.ts';
import { formatRepository } from '../oci/reference.ts';
import type { Clock, Log } from '../ports.ts';
import type { RegistryClient } from '../registry/api.ts';
import type { Attachments } from './attachments.ts';
import type { DeliveredRoot, Delivery } from './delivery/delivery.ts';
import { keptRoot } from './delivery/published-report.ts';
import type { PublishGate } from './publish-gate.ts';
import type { RepositoryReport, TagReport } from './publish-report.ts';
import type { PublishedImage } from './remote/published-image.ts';
import { type RepositoryState, readRepositoryState } from './remote/repository-state.ts';
import { RepositoryRecord } from './repository-record.ts';
import { lookBehindVersion, refuseOverwritten } from './tags/overwritten-version.ts';
import { yieldToHigherVersion } from './tags/racing-release.ts';
import { stateQuery, tagsToCompare } from './tags/state-query.ts';
import { tagFailure } from './tags/tag-failure.ts';
import { type TagPlan, tagNames } from './tags/tag-plan.ts';
import { isCancelled, TagWriter } from './tags/tag-writer.ts';
import { type TagWork, writeMovingTags, writeNamedTags } from './tags/write-tags.ts';

/** A repository on its registry, and the tags that it shall get. */
export interface PublishTarget {
  readonly client: RegistryClient;
  readonly plan: TagPlan;
}

interface Work extends PublishTarget {
  readonly delivery: Delivery;
}

/** What all repositories of one run share. */
export interface PublishRun {
  readonly gate: PublishGate<RegistryClient>;
  /** Where what hangs on the image cannot be written in one repository, the tags of none are written. */
  readonly attached: PublishGate<RegistryClient>;
  readonly overwrite: boolean;
  readonly verify: 'auto' | boolean;
  readonly log: Log;
  readonly clock: Clock;
  readonly attachments?: Attachments | undefined;
}

/** Brings the image into one repository. Never throws: what went wrong stands in the report, beside what was done. */
export async function publishRepository(
  { client, plan }: PublishTarget,
  delivery: Delivery,
  run: PublishRun,
): Promise<RepositoryReport> {
  const record = new RepositoryRecord(client.repository, run.clock);
  try {
    await publish({ client, plan, delivery }, run, record);
    return record.report();
  } catch (error) {
    run.gate.vote(client);
    run.attached.vote(client);
    return record.report(error);
  }
}

async function publish(work: Work, run: PublishRun, record: RepositoryRecord): Promise<void> {
  const { client, plan } = work;
  // Whoever cancels a run wants to know what became of the tags.
  const tell = (error: unknown) => {
    throw isCancelled(error) ? tagFailure(error, client.repository, plan, []) : error;
  };
  const [found, kept] = await record.time('survey', () => decide(work, run)).catch(tell);
  if (kept !== undefined) logKept(client, kept, run.log);
  else run.attachments?.prepare(client).catch(() => {});
  const image = await record.time('blobs', () => bring(work, found, kept)).catch(tell);
  record.delivered(image.root.descriptor, image.platforms);
  await agree(client, run.gate);
  const writer = new TagWriter(image, client, run.clock);
  const tags = () => inOrder(writer.reports, tagNames(plan));
  record.follow(tags);
  const { attachments } = run;
  if (attachments !== undefined) {
    await record
      .time('attachments', () => attach(work, run.log, attachments, image, kept, writer))
      .catch((error: unknown) => {
        run.attached.vote(client, error);
        throw tagFailure(error, client.repository, plan, []);
      });
    run.attached.vote(client);
    await agree(client, run.attached);
  }
  const tagWork = { client, plan, state: found, keep: kept !== undefined, log: run.log };
  await record
    .time('tags', () => writeTags(tagWork, image, writer, run))
    .catch((error: unknown) => {
      throw tagFailure(error, client.repository, plan, writer.reports);
    });
  logTags(client, tags(), run.log);
  if (run.verify === true) {
    const { verifyTags } = await import('./verify.ts');
    await record.time('verify', () => verifyTags(tagWork, image, writer, run.clock));
  }
  record.ended(kept !== undefined ? 'kept' : isUnchanged(image, writer) ? 'unchanged' : 'published');
}

/** Tags are written at once and end in any order; reports of two equal runs are equal. */
function inOrder(reports: readonly TagReport[], names: readonly string[]): TagReport[] {
  return reports.toSorted((a, b) => names.indexOf(a.name) - names.indexOf(b.name));
}

/** What is there, and whether a published version stays. Everybody else waits for this before tags are written. */
async function decide(work: Work, run: PublishRun): Promise<[RepositoryState, PublishedImage | undefined]> {
  const { client, plan } = work;
  try {
    const found = await readRepositoryState(client, stateQuery(plan, run), run.log);
    const kept = run.overwrite ? undefined : await publishedVersion(work, found);
    run.gate.vote(client);
    return [found, kept];
  } catch (error) {
    run.gate.vote(client, error instanceof ActionError && error.code === 'tag' ? error : undefined);
    throw error;
  }
}

/** What compares contents is loaded where a version has another digest than what this run made. */
async function publishedVersion(
  { client, plan, delivery }: Work,
  { behind }: RepositoryState,
): Promise<PublishedImage | undefined> {
  const versions = plan.exact.flatMap((tag) => {
    const manifest = behind.get(tag);
    return manifest === undefined ? [] : [{ tag, manifest }];
  });
  if (versions.length === 0) return undefined;
  const own = await delivery.own();
  const others = versions.filter(({ manifest }) => manifest.descriptor.digest !== own.root.digest);
  if (others.length === 0) return undefined;
  return (await import('./tags/tag-conflict.ts')).sameVersion(client, others, own);
}

async function bring(
  { client, plan, delivery }: Work,
  found: RepositoryState,
  kept: PublishedImage | undefined,
): Promise<DeliveredRoot> {
  return kept === undefined ? delivery.bring(found, tagsToCompare(plan)) : keptRoot(client, kept);
}

/** A published image that stays, and is not the one that this run made, keeps what its own run has attached. */
async function attach(
  { client, delivery }: Work,
  log: Log,
  attachments: Attachments,
  { root, platforms }: DeliveredRoot,
  kept: PublishedImage | undefined,
  writer: TagWriter,
): Promise<void> {
  const { digest } = root.descriptor;
  if (kept !== undefined && (await delivery.own()).root.digest !== digest) {
    log.notice(`Nothing was attached to ${formatRepository(client.repository)}@${digest}: this run did not make it`);
    return;
  }
  await writer.store();
  await attachments.attach(client, { root: root.descriptor, platforms });
}

async function agree(client: RegistryClient, gate: PublishGate<RegistryClient>): Promise<void> {
  const objection = await gate.result();
  if (objection === undefined) return;
  throw new ActionError(
    'tag',
    `No tag of ${formatRepository(client.repository)} was written, so that all repositories stay the same: ${messageOf(objection)}`,
    { hint: objection instanceof ActionError ? objection.hint : undefined },
  );
}

/**
 * Exact versions first, moving tags last: whoever follows a moving tag finds the version that it stands for, and what
 * was to be read back has been.
 */
async function writeTags(work: TagWork, image: DeliveredRoot, writer: TagWriter, run: PublishRun): Promise<void> {
  await writeNamedTags(work, writer);
  if (run.verify === true) {
    await writer.store();
    const { verifyContent } = await import('./verify.ts');
    await verifyContent(work.client, image, run.clock);
  }
  const moved = await writeMovingTags(work, writer);
  await writer.store();
  const looking = lookBehindVersion(moved, work, writer);
  await yieldToHigherVersion(moved, work, writer);
  await refuseOverwritten(await looking, work, writer);
}

function isUnchanged({ present }: DeliveredRoot, writer: TagWriter): boolean {
  return present && writer.reports.every(({ state }) => state === 'unchanged' || state === 'left alone');
}

/** Why the digest is not that of what this run made. */
function logKept({ repository }: RegistryClient, { root }: PublishedImage, log: Log): void {
  const reference = `${formatRepository(repository)}@${root.descriptor.digest}`;
  log.info(`This version is already published with this content and stays as it is: ${reference}`);
}

/** `ghcr.io/acme/app: 1.4.2 written, 1.4 moved, latest left alone (2.5.2 is published and higher)` */
function logTags({ repository }: RegistryClient, tags: readonly TagReport[], log: Log): void {
  if (tags.length === 0) return;
  const states = tags.map(({ name, state, reason }) => `${name} ${state}${reason === undefined ? '' : ` (${reason})`}`);
  log.info(`${formatRepository(repository)}: ${states.join(', ')}`);
}
