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
 * another blob like this. Undefined where nothing came of it: the usual way will say why.
 */
export async function postWhole(
  context: UploadContext,
  blob: BlobSource,
  { digest, size }: Descriptor,
  retryBudget: RetryBudget,
): Promise<Session | 'sent' | undefined> {
  const { requester, sessions, scope, path, preferences, signal } = context;
  if (!preferences.memory.takesWholePost) return undefined;
  const endpoint = postBlob(path, digest);
  const body = { length: size, open: (ending: AbortSignal) => slice(blob, 0, size, ending) };
  const post = async (ending: AbortSignal): Promise<Session | 'sent' | undefined> => {
    const call = { endpoint, scope, body, cookies: new CookieJar() };
    const answer = await requester.once(call, { signal: ending, retryBudget });
    if (
      !(answer instanceof Error) &&
      answer.status === 201 &&
      (header(answer, 'docker-content-digest') ?? digest) === digest
    ) {
      return 'sent';
    }
    preferences.memory.takesWholePost = false;
    if (answer instanceof Error || answer.status !== 202) return undefined;
    const session = sessionOf(answer);
    if (session !== undefined) sessions.add(session, scope);
    return session;
  };
  return sessions.opened(signal, post, (opened) => (opened === 'sent' ? undefined : opened));
}
