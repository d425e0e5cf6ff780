import { accepted } from '../accepted.ts';
import { uploadStatus } from '../endpoints.ts';
import { type HttpAnswer, header } from '../http/message.ts';
import { RefusedAddress } from '../http/redirects.ts';
import { mayPass, type Patience } from '../retry.ts';
import { moveTo, receivedOf, type Session } from './session.ts';
import type { UploadContext } from './upload-context.ts';

/**
 * Asks a registry how much of a session it has, and moves there. False where it no longer knows the session, or names what
 * cannot be: more than `sent`, all that ever went out in it.
 */
export async function resume(
  context: UploadContext,
  session: Session,
  sent: number,
  patience: Patience,
): Promise<boolean> {
  const endpoint = uploadStatus(session.url);
  for (;;) {
    const outcome = await context.requester.once(
      { endpoint, purpose: context.purpose, cookies: session.cookies },
      { patience },
    );
    if (accepted(outcome, endpoint)) return adopt(session, outcome, sent);
    if (outcome instanceof RefusedAddress || !mayPass(outcome)) return false;
    if ((await patience.pause(outcome)) !== undefined) return false;
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
