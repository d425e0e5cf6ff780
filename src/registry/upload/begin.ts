import type { Digest } from '../../oci/digest.ts';
import { accepted } from '../accepted.ts';
import { pullScope } from '../auth/scope.ts';
import { mountBlob, startUpload } from '../endpoints.ts';
import { type Circumstances, RegistryError, registryError } from '../errors/registry-error.ts';
import { CookieJar } from '../http/cookie-jar.ts';
import type { Patience } from '../retry.ts';
import { type Session, sessionOf } from './session.ts';
import type { UploadContext } from './upload-context.ts';

/** Opens a session. Throws a RegistryError where the registry refuses, or is gone for longer than patience lasts. */
export async function openSession(context: UploadContext, who: Circumstances, patience: Patience): Promise<Session> {
  const call = { endpoint: startUpload(context.path), purpose: context.purpose, cookies: new CookieJar() };
  const open = async (signal: AbortSignal): Promise<Session> => {
    const answer = await context.requester.request(call, who, { patience, signal });
    const session = sessionOf(answer);
    if (session === undefined) throw registryError(answer, who, 'the answer names no address for the upload');
    context.sessions.add(session, context.purpose);
    return session;
  };
  return context.sessions.opened(context.signal, open, (session) => session);
}

/** Asks to take the blob over from another repository. A session that is opened in its place is used; any refusal is none of our business. */
export async function mount(
  context: UploadContext,
  digest: Digest,
  from: string,
): Promise<Session | 'mounted' | undefined> {
  const purpose = { ...context.purpose, scopes: [...context.purpose.scopes, pullScope(from)] };
  const endpoint = mountBlob(context.path, digest, from);
  const call = { endpoint, purpose, cookies: new CookieJar() };
  const open = async (signal: AbortSignal) => {
    const answer = await context.requester.once(call, { signal }).catch(ignoreRegistry);
    if (answer === undefined || !accepted(answer, endpoint)) return undefined;
    if (answer.status === 201) return 'mounted';
    const session = sessionOf(answer);
    if (session !== undefined) context.sessions.add(session, context.purpose);
    return session;
  };
  return context.sessions.opened(context.signal, open, (opened) => (opened === 'mounted' ? undefined : opened));
}

/** A token server may refuse the scope of the other repository. */
function ignoreRegistry(thrown: unknown): undefined {
  if (!(thrown instanceof RegistryError)) throw thrown;
}
