import type { Descriptor } from '../../oci/descriptor.ts';
import type { BlobOutcome, BlobSource, PushBlobOptions } from '../api.ts';
import type { RequestContext } from '../errors/facts.ts';
import type { RetryBudget } from '../http/retry.ts';
import { exists, MIN_BYTES_FOR_HEAD } from './existence.ts';
import { mount, openSession, type Session } from './session.ts';
import { postWhole } from './single-post.ts';
import { LARGE, SMALL } from './strategy-choice.ts';
import type { UploadContext } from './upload-context.ts';

/** A blob on its way into a repository, before any session. */
export interface UploadRequest extends Required<PushBlobOptions> {
  readonly context: UploadContext;
  readonly blob: BlobSource;
  readonly retryBudget: RetryBudget;
  readonly requestContext: () => RequestContext;
}

/** The session that the blob is to be sent in, or how it came to be there without one. */
export type Opened = Session | BlobOutcome['result'];

/** Finds out whether a blob is there, and how to send it where it is not. */
export function openUpload(request: UploadRequest): Promise<Opened> {
  return request.context.requester.limited ? openSparingly(request) : openAtOnce(request);
}

/**
 * Whether it is there and the session for sending it are asked for in one go: a session that was not needed costs the
 * registry little and us no round trip.
 */
async function openAtOnce(request: UploadRequest): Promise<Opened> {
  const { context, blob, mountFrom, askFirst, present } = request;
  // Where another repository is said to have it, its digest is worth waiting for.
  const known = mountFrom.length > 0 ? await blob.descriptor : blob.known();
  if (known !== undefined && present.has(known.digest)) return 'existed';
  const opening = mountOrOpen(request, known);
  const opened = opening.catch(() => undefined);
  if (known === undefined || !askFirst) return opening;
  const existing = exists(context, known).catch(() => false);
  // A mount is its own look, and once it is done the other one would see it.
  if (mountFrom.length > 0 && (await opened) === 'mounted') return 'mounted';
  if (!(await existing)) return opening;
  context.sessions.cancelOnceOpen(opened.then((session) => (session === 'mounted' ? undefined : session)));
  return 'existed';
}

async function mountOrOpen(request: UploadRequest, known: Descriptor | undefined): Promise<Session | 'mounted'> {
  const { context, retryBudget, requestContext } = request;
  return (known && (await mountFromAny(request, known))) ?? openSession(context, requestContext(), retryBudget);
}

async function mountFromAny(
  { context, mountFrom }: UploadRequest,
  { digest }: Descriptor,
): Promise<Session | 'mounted' | undefined> {
  for (const from of mountFrom) {
    const mounted = await mount(context, digest, from);
    if (mounted !== undefined) return mounted;
  }
  return undefined;
}

/**
 * Where the number of requests is limited each goes only once the one before made it necessary: a large blob is looked
 * for, a small one is sent in one request where the registry takes that.
 */
async function openSparingly(request: UploadRequest): Promise<Opened> {
  const { context, blob, retryBudget, requestContext, askFirst, present } = request;
  const known = blob.sizeLimit <= LARGE ? await blob.descriptor : blob.known();
  if (known === undefined) return openAtOnce(request);
  if (present.has(known.digest)) return 'existed';
  const mounted = await mountFromAny(request, known);
  if (mounted !== undefined) return mounted;
  if (askFirst && known.size >= MIN_BYTES_FOR_HEAD && (await exists(context, known))) return 'existed';
  const posted = known.size <= SMALL ? await postWhole(context, blob, known, retryBudget) : undefined;
  return posted ?? openSession(context, requestContext(), retryBudget);
}
