import type { Descriptor } from '../../oci/descriptor.ts';
import type { BlobSource } from '../api.ts';
import { CookieJar } from '../http/cookie-jar.ts';
import { header } from '../http/message.ts';
import type { RetryBudget } from '../http/retry.ts';
import { postBlob } from '../protocol/endpoints.ts';
import { type Session, sessionOf } from './session.ts';
import { slice } from './strategies.ts';
import type { UploadContext } from './upload-context.ts';

/**
 * Sends a small blob by the POST that would open its session, one request in place of two. Few registries take it; the others
 * open the session (https://github.com/opencontainers/distribution-spec/blob/main/spec.md#single-post), and are not sent
 * another blob like this: those that come while the first is under way wait for what becomes of it. Undefined where nothing
 * came of it: the usual way will say why.
 */
export async function postWhole(
  context: UploadContext,
  blob: BlobSource,
  descriptor: Descriptor,
  retryBudget: RetryBudget,
): Promise<Session | 'sent' | undefined> {
  const { sessions, signal } = context;
  const { memory } = context.preferences;
  const taken = memory.takesWholePost;
  if (taken !== undefined && !(await taken)) return undefined;
  const opening = sessions.opened(
    signal,
    (ending) => post(context, blob, descriptor, retryBudget, ending),
    (opened) => (opened === 'sent' ? undefined : opened),
  );
  const sent = opening.then(
    (opened) => opened === 'sent',
    () => false,
  );
  memory.takesWholePost ??= sent;
  sent.then((isSent) => {
    if (!isSent) memory.takesWholePost = sent;
  });
  return opening;
}

async function post(
  { requester, sessions, scope, path }: UploadContext,
  blob: BlobSource,
  { digest, size }: Descriptor,
  retryBudget: RetryBudget,
  ending: AbortSignal,
): Promise<Session | 'sent' | undefined> {
  const body = { length: size, open: (sending: AbortSignal) => slice(blob, 0, size, sending) };
  const call = { endpoint: postBlob(path, digest), scope, body, cookies: new CookieJar() };
  const answer = await requester.once(call, { signal: ending, retryBudget });
  if (answer instanceof Error) return undefined;
  if (answer.status === 201 && (header(answer, 'docker-content-digest') ?? digest) === digest) return 'sent';
  const session = answer.status === 202 ? sessionOf(answer) : undefined;
  if (session !== undefined) sessions.add(session, scope);
  return session;
}
