import type { Descriptor } from '../../oci/descriptor.ts';
import type { BlobSource } from '../api.ts';
import { header } from '../http/message.ts';
import { headBlob } from '../protocol/endpoints.ts';
import type { UploadContext } from './upload-context.ts';

/** Does the repository have this blob? Anything but a definite yes (a 403 as Artifactory gives, an outage) counts as no. */
export async function exists(
  context: UploadContext,
  descriptor: Descriptor,
  signal = context.signal,
): Promise<boolean> {
  const call = { endpoint: headBlob(context.path, descriptor.digest), scope: context.scope };
  const answer = await context.requester.once(call, { signal });
  if (answer instanceof Error || answer.status !== 200) return false;
  const size = header(answer, 'content-length');
  return size === undefined || Number(size) === descriptor.size;
}

/** Bytes that must be left to send for a look to be worth a request. */
export const MIN_BYTES_FOR_HEAD = 4 * 1024 * 1024;

/**
 * A blob that is still being made when its upload begins has no digest to ask for yet. As soon as it has one the registry
 * is asked, and the rest is not sent where it has the blob.
 */
export async function stopWhereItExists(
  context: UploadContext,
  blob: BlobSource,
  offset: () => number,
  stop: AbortController,
): Promise<void> {
  const descriptor = await blob.descriptor;
  if (stop.signal.aborted || descriptor.size - offset() < MIN_BYTES_FOR_HEAD) return;
  const signal = AbortSignal.any([context.signal, stop.signal]);
  if (await exists(context, descriptor, signal)) stop.abort();
}
