import type { Digest } from '../../oci/digest.ts';
import { printable } from '../../printable.ts';
import { pullScope } from '../auth/scope.ts';
import { accepted } from '../client/accepted.ts';
import type { RequestContext } from '../errors/facts.ts';
import { RegistryError, registryError } from '../errors/registry-error.ts';
import { CookieJar } from '../http/cookie-jar.ts';
import { type HttpAnswer, header } from '../http/message.ts';
import { addressIn } from '../http/origin.ts';
import { RefusedAddress } from '../http/redirects.ts';
import { mayPass, type RetryBudget } from '../http/retry.ts';
import { parseReceived } from '../protocol/byte-range.ts';
import { mountBlob, startUpload, uploadStatus } from '../protocol/endpoints.ts';
import type { UploadContext } from './upload-context.ts';

/** An upload that a registry has begun. Every answer may name a new address, and only the newest counts. */
export interface Session {
  url: URL;
  /** Bytes that the registry has, as far as we know. */
  offset: number;
  /** Bytes of a chunk that the registry asks for; the last one may be shorter. */
  readonly minChunk: number | undefined;
  readonly maxChunk: number | undefined;
  readonly cookies: CookieJar | undefined;
  /** Milliseconds in which the registry answered when it was opened. */
  readonly answeredIn: number;
}

/** The session of an answer to POST; undefined where it names no usable address. */
export function sessionOf(answer: HttpAnswer): Session | undefined {
  const url = addressIn(answer, header(answer, 'location'));
  if (url === undefined) return undefined;
  return {
    url,
    cookies: answer.request.cookies,
    offset: 0,
    answeredIn: answer.took,
    minChunk: parseLength(header(answer, 'oci-chunk-min-length')),
    maxChunk: parseLength(header(answer, 'oci-chunk-max-length')),
  };
}

/** Takes over the newest address. */
export function moveTo(session: Session, answer: HttpAnswer): void {
  session.url = addressIn(answer, header(answer, 'location')) ?? session.url;
}

/** What a registry says to have received, as a hint. */
export function receivedOf(answer: HttpAnswer): number | undefined {
  return parseReceived(header(answer, 'range'));
}

function parseLength(value: string | undefined): number | undefined {
  const length = /^\d{1,15}$/.test(value?.trim() ?? '') ? Number(value) : 0;
  return length > 0 ? length : undefined;
}

/** Opens a session. Throws a RegistryError where the registry refuses, or is gone for longer than the retry budget lasts. */
export async function openSession(
  context: UploadContext,
  requestContext: RequestContext,
  retryBudget: RetryBudget,
): Promise<Session> {
  const call = { endpoint: startUpload(context.path), scope: context.scope, cookies: new CookieJar() };
  const open = async (signal: AbortSignal): Promise<Session> => {
    const answer = await context.requester.request(call, requestContext, { retryBudget, signal });
    const session = sessionOf(answer);
    if (session === undefined) throw registryError(answer, requestContext, noAddress(answer));
    context.sessions.add(session, context.scope);
    return session;
  };
  return context.sessions.opened(context.signal, open, (session) => session);
}

function noAddress(answer: HttpAnswer): string {
  const location = header(answer, 'location');
  const text = 'the answer names no address for the upload';
  return location === undefined ? text : `${text}, but "${printable(location, 100)}"`;
}

/** Asks to take the blob over from another repository. A session that is opened in its place is used; any refusal is none of our business. */
export async function mount(
  context: UploadContext,
  digest: Digest,
  from: string,
): Promise<Session | 'mounted' | undefined> {
  const scope = { ...context.scope, scopes: [...context.scope.scopes, pullScope(from)] };
  const endpoint = mountBlob(context.path, digest, from);
  const call = { endpoint, scope, cookies: new CookieJar() };
  const open = async (signal: AbortSignal) => {
    const answer = await context.requester.once(call, { signal }).catch(ignoreRegistry);
    if (answer === undefined || !accepted(answer, endpoint)) return undefined;
    if (answer.status === 201) return 'mounted';
    const session = sessionOf(answer);
    if (session !== undefined) context.sessions.add(session, context.scope);
    return session;
  };
  return context.sessions.opened(context.signal, open, (opened) => (opened === 'mounted' ? undefined : opened));
}

/** A token server may refuse the scope of the other repository. */
function ignoreRegistry(thrown: unknown): undefined {
  if (!(thrown instanceof RegistryError)) throw thrown;
}

/**
 * Asks a registry how much of a session it has, and moves there. False where it no longer knows the session, or names what
 * cannot be: more than `sent`, all that ever went out in it.
 */
export async function resume(
  context: UploadContext,
  session: Session,
  sent: number,
  retryBudget: RetryBudget,
): Promise<boolean> {
  const endpoint = uploadStatus(session.url);
  for (;;) {
    const outcome = await context.requester.once(
      { endpoint, scope: context.scope, cookies: session.cookies },
      { retryBudget },
    );
    if (accepted(outcome, endpoint)) return adopt(session, outcome, sent);
    if (outcome instanceof RefusedAddress || !mayPass(outcome)) return false;
    if ((await retryBudget.pause(outcome)) !== undefined) return false;
  }
}

/** A 416 may say by itself where the registry is. */
export function adopt(session: Session, answer: HttpAnswer, sent: number): boolean {
  const received = receivedOf(answer);
  if (received === undefined || received > sent) return false;
  if (answer.status === 416 && header(answer, 'location') === undefined) return false;
  moveTo(session, answer);
  session.offset = received;
  return true;
}
