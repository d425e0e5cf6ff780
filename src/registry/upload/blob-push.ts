import type { Descriptor } from '../../oci/descriptor.ts';
import { hexOf } from '../../oci/digest.ts';
import type { BlobOutcome, BlobSource, PushBlobOptions } from '../api.ts';
import type { Circumstances } from '../errors/registry-error.ts';
import { megabytes } from '../progress.ts';
import type { Patience } from '../retry.ts';
import { mount, openSession } from './begin.ts';
import { exists } from './existence.ts';
import type { Session } from './session.ts';
import { Transmission } from './transmission.ts';
import type { UploadContext } from './upload-context.ts';

/**
 * Brings a blob into a repository. Whether it is there and the session for sending it are asked for in one go: a session
 * that was not needed costs the registry little and us no round trip.
 */
export async function pushBlob(
  context: UploadContext,
  blob: BlobSource,
  { mountFrom = [], askFirst = true }: PushBlobOptions,
): Promise<BlobOutcome> {
  const patience = context.patience();
  const who = () => describe(context, blob);
  // Where another repository is said to have it, its digest is worth waiting for.
  const known = mountFrom.length > 0 ? await blob.descriptor : blob.known();
  const opening = open(context, known, mountFrom, patience, who());
  const opened = opening.catch(() => undefined);
  if (known !== undefined && askFirst) {
    const existing = exists(context, known).catch(() => false);
    // A mount is its own look, and once it is done the other one would see it.
    if (mountFrom.length > 0 && (await opened) === 'mounted') return { descriptor: known, result: 'mounted' };
    if (await existing) {
      context.sessions.cancelOnceOpen(opened.then((session) => (session === 'mounted' ? undefined : session)));
      return { descriptor: known, result: 'existed' };
    }
  }
  const session = await opening;
  if (session === 'mounted') return { descriptor: await blob.descriptor, result: 'mounted' };
  return new Transmission(context, blob, patience, who).run(session);
}

async function open(
  context: UploadContext,
  known: Descriptor | undefined,
  mountFrom: readonly string[],
  patience: Patience,
  who: Circumstances,
): Promise<Session | 'mounted'> {
  if (known !== undefined) {
    for (const from of mountFrom) {
      const mounted = await mount(context, known.digest, from);
      if (mounted !== undefined) return mounted;
    }
  }
  return openSession(context, who, patience);
}

/** `Uploading layer "binary" sha256:0123456789ab… (42.8 MB) to ghcr.io/o/app` */
function describe({ circumstances, path }: UploadContext, blob: BlobSource): Circumstances {
  const known = blob.known();
  const which = known === undefined ? '' : ` sha256:${hexOf(known.digest).slice(0, 12)}… (${megabytes(known.size)})`;
  const action = `Uploading ${blob.label}${which} to ${circumstances.registry}/${path}`;
  return { ...circumstances, action };
}
