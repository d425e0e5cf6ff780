import type { Exchange } from './exchange.ts';
import type { Quirks } from './quirks.ts';
import { forbidden, refused } from './refusal.ts';
import type { Session } from './session.ts';

/** How the bytes of a body stand to their blob. */
export type Framing = 'whole' | 'stream' | 'chunk' | 'last-chunk';

const CONTENT_RANGE = /^([0-9]+)-([0-9]+)$/;

/** Content-Type and Content-Length of a body. */
export function checkFraming(exchange: Exchange, quirks: Quirks, framing: Framing): void {
  const type = exchange.header('content-type');
  if (type !== 'application/octet-stream') {
    throw forbidden(415, 'UNSUPPORTED', `Content-Type "${type}" is not application/octet-stream`);
  }
  if (exchange.contentLength !== undefined) return;
  if (framing !== 'stream') throw forbidden(411, 'SIZE_INVALID', 'Content-Length is missing');
  if (quirks.lengthRequired) throw refused(411, 'SIZE_INVALID', 'Length Required');
}

/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-a-blob-in-chunks */
export function checkRange(exchange: Exchange, quirks: Quirks, session: Session, framing: Framing): void {
  if (quirks.contentRange === 'ignored') return;
  if (framing === 'whole' || framing === 'stream') {
    if (session.offset > 0) throw forbidden(416, 'RANGE_INVALID', `there are ${session.offset} bytes already`);
    return;
  }
  const text = exchange.header('content-range') ?? '';
  const [, start, end] = CONTENT_RANGE.exec(text) ?? [];
  if (start === undefined || end === undefined) {
    throw forbidden(400, 'BLOB_UPLOAD_INVALID', `Content-Range "${text}" is not <start>-<end>`);
  }
  const length = Number(end) - Number(start) + 1;
  if (length !== exchange.contentLength) {
    throw forbidden(400, 'SIZE_INVALID', `Content-Range ${text} and Content-Length ${exchange.contentLength} differ`);
  }
  if (Number(start) !== session.offset) {
    throw forbidden(416, 'RANGE_INVALID', `the next byte is ${session.offset}, not ${start}`);
  }
  checkChunk(quirks, session, length, framing === 'last-chunk');
}

function checkChunk(quirks: Quirks, session: Session, length: number, last: boolean): void {
  const { chunkMinLength = 0, chunkMaxLength, rangedLimit, equalChunks } = quirks;
  if (rangedLimit !== undefined && length > rangedLimit) {
    // https://github.com/oras-project/rust-oci-client/issues/37
    const megabytes = (rangedLimit / 1048576).toFixed(2);
    throw refused(416, 'REQUESTED_RANGE_NOT_SATISFIABLE', `requested range exceeds the limit of ${megabytes}MiB`);
  }
  if (chunkMaxLength !== undefined && length > chunkMaxLength) {
    throw forbidden(413, 'SIZE_INVALID', `a chunk of ${length} bytes is longer than OCI-Chunk-Max-Length`);
  }
  // Only the last chunk may be short; that it was not the last shows when another one comes.
  const [first, before] = [session.chunks[0], session.chunks.at(-1)];
  if (before !== undefined && before < chunkMinLength) {
    throw forbidden(400, 'SIZE_INVALID', `a chunk of ${before} bytes is shorter than OCI-Chunk-Min-Length`);
  }
  // https://developers.cloudflare.com/r2/objects/multipart-objects/#limitations
  const fits = first === undefined || (before === first && (last ? length <= first : true));
  if (equalChunks && !fits) throw refused(400, 'BLOB_UPLOAD_INVALID', 'all chunks but the last have to be equal');
}
