import type { Exchange } from './exchange.ts';
import { isSha256 } from './names.ts';
import { forbidden, refused } from './refusal.ts';
import type { State } from './state.ts';

/** HEAD, GET (also of a range) and DELETE of a blob. */
export async function answerBlob(exchange: Exchange, state: State, repository: string, digest: string): Promise<void> {
  if (!isSha256(digest)) throw forbidden(400, 'DIGEST_INVALID', `"${digest}" is not a valid digest`);
  const blobs = state.store.find(repository)?.blobs;
  const content = state.missed(digest) ? undefined : blobs?.get(digest);
  if (content === undefined) throw refused(404, 'BLOB_UNKNOWN', 'blob unknown to registry');
  if (exchange.method === 'DELETE') {
    blobs?.delete(digest);
    return exchange.answer(202, {});
  }
  if (exchange.method !== 'GET' && exchange.method !== 'HEAD') {
    throw forbidden(405, 'UNSUPPORTED', `${exchange.method} is nothing to do with a blob`);
  }
  const headers = {
    'content-type': 'application/octet-stream',
    'docker-content-digest': state.shown(digest),
    'accept-ranges': 'bytes',
  };
  const range = exchange.method === 'GET' ? exchange.header('range') : undefined;
  if (range === undefined) {
    const whole = content.stream(0, content.size);
    return exchange.answer(200, { ...headers, 'content-length': `${content.size}` }, whole);
  }
  const [start, end] = parseRange(range, content.size);
  const partial = { 'content-length': `${end - start}`, 'content-range': `bytes ${start}-${end - 1}/${content.size}` };
  await exchange.answer(206, { ...headers, ...partial }, content.stream(start, end));
}

/** First byte, and the byte after the last. https://www.rfc-editor.org/rfc/rfc9110#name-range */
function parseRange(range: string, size: number): [number, number] {
  const [, first, last] = /^bytes=([0-9]+)-([0-9]*)$/.exec(range) ?? [];
  const start = Number(first);
  const end = last === '' || last === undefined ? size : Math.min(size, Number(last) + 1);
  if (first === undefined || start >= end) throw refused(416, 'RANGE_INVALID', `${range} of ${size} bytes`);
  return [start, end];
}
