import { parseReceived } from '../http/byte-range.ts';
import type { CookieJar } from '../http/cookie-jar.ts';
import { type HttpAnswer, header } from '../http/message.ts';
import { addressIn } from '../http/origin.ts';

/** An upload that a registry has begun. Every answer may name a new address, and only the newest counts. */
export interface Session {
  url: URL;
  /** Bytes that the registry has, as far as we know. */
  offset: number;
  /** Bytes of a chunk that the registry asks for; the last one may be shorter. */
  readonly minChunk: number | undefined;
  readonly maxChunk: number | undefined;
  readonly cookies: CookieJar | undefined;
}

/** The session of an answer to POST; undefined where it names no usable address. */
export function sessionOf(answer: HttpAnswer): Session | undefined {
  const url = addressIn(answer, header(answer, 'location'));
  if (url === undefined) return undefined;
  return {
    url,
    cookies: answer.request.cookies,
    offset: 0,
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
