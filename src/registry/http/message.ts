import type { RequestHeaders } from '../protocol/endpoints.ts';
import type { CookieJar } from './cookie-jar.ts';
import type { Target } from './origin.ts';

/** Bytes that are produced while they are sent; opened again for every attempt. */
export interface StreamedBody {
  /** Bytes; absent = not known yet, sent with `Transfer-Encoding: chunked`. */
  readonly length?: number;
  open(signal: AbortSignal): AsyncIterable<Uint8Array>;
}

export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: RequestHeaders;
  readonly body?: Buffer | StreamedBody;
  /** Of the upload that this request is a part of; each cookie goes where it came from. */
  readonly cookies?: CookieJar | undefined;
  /** Bytes of the answer's body that are kept; 64 KiB where nothing is said and for every error. */
  readonly answerLimit?: number;
  /** The last byte of a blob goes with this request: the registry may think for minutes before it answers. */
  readonly endsBlob?: boolean;
  /** Called with the number of bytes of the body that have gone out, as they go. */
  readonly onSent?: (bytes: number) => void;
  /** Called anew for each successful answer: its body is handed over as it comes, and none of it is kept. */
  readonly receiver?: () => BodyReceiver;
}

/** Takes the next bytes of an answer's body; more are read once it has resolved. What it throws ends the request. */
export type BodyReceiver = (bytes: Buffer) => void | Promise<void>;

export interface HttpAnswer {
  readonly request: HttpRequest;
  /** Where the answer came from: differs from the request's where a redirect was followed. */
  readonly url: URL;
  /** How it was asked. An answer without one is from no trusted origin. */
  readonly target?: Target;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  /** The body was longer than the limit; the rest was not read. */
  readonly truncated: boolean;
  /** Bytes of the request's body that had gone out when the answer came. */
  readonly sent: number;
  /** Milliseconds from the request to the end of its answer. */
  readonly took: number;
}

/** The first value of a header. */
export function header(answer: Pick<HttpAnswer, 'headers'>, name: string): string | undefined {
  const value = answer.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** All the lines of a header that may come several times. */
export function headerLines(answer: Pick<HttpAnswer, 'headers'>, name: string): readonly string[] {
  const value = answer.headers[name];
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

/** A URL as it may be printed: queries carry states and signatures, and nobody may read those in a log. */
export function printableUrl({ protocol, host, pathname }: URL): string {
  return `${protocol}//${host}${pathname}`;
}
