import { accepted } from '../accepted.ts';
import { startUpload } from '../endpoints.ts';
import { type Session, sessionOf } from './session.ts';
import type { UploadContext } from './upload-context.ts';

/** Sessions that are opened before it is certain that there is something to send; those that nobody takes are deleted at the end. */
export class SessionsAhead {
  readonly #opening: Promise<Session | undefined>[] = [];

  /** Asks once for each: whoever has something to send asks again where that failed. */
  open(context: Omit<UploadContext, 'ahead'>, count: number): void {
    for (let opened = 0; opened < count; opened++) this.#opening.push(openOnce(context).catch(() => undefined));
  }

  /** One of them; undefined where there is none left, or where it could not be opened. */
  async take(): Promise<Session | undefined> {
    return await this.#opening.shift();
  }
}

async function openOnce({
  path,
  purpose,
  requester,
  sessions,
}: Omit<UploadContext, 'ahead'>): Promise<Session | undefined> {
  const endpoint = startUpload(path);
  const answer = await requester.once({ endpoint, purpose });
  const session = accepted(answer, endpoint) ? sessionOf(answer) : undefined;
  if (session !== undefined) sessions.add(session, purpose);
  return session;
}
