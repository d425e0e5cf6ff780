import { type Exchange, Interrupted } from './exchange.ts';
import { isNewest, locationOf, rangeOf } from './location.ts';
import { isSha256 } from './names.ts';
import { forbidden, refused, refusedAs } from './refusal.ts';
import type { Session } from './session.ts';
import type { State } from './state.ts';
import { checkFraming, checkRange, type Framing } from './upload-rules.ts';

/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-blobs */
export async function startUpload(exchange: Exchange, state: State, repository: string): Promise<void> {
  if (exchange.contentLength === undefined) throw forbidden(411, 'SIZE_INVALID', 'POST needs a Content-Length');
  if (exchange.query.has('mount')) return mount(exchange, state, repository);
  const digest = exchange.query.get('digest');
  if (digest === null && exchange.hasBody) throw forbidden(400, 'DIGEST_INVALID', 'a POST with a body needs a digest');
  const session = state.sessions.start(repository);
  if (digest === null) return answerSession(exchange, state, session, 202);
  if (state.quirks.singlePost === 'stored') {
    await receive(exchange, state, session, 'whole');
    return commit(exchange, state, session, digest, 201);
  }
  // Distribution and GitLab answer without reading the body.
  await answerSession(exchange, state, session, 202, state.quirks.singlePost === 'ignored-and-closed');
}

async function mount(exchange: Exchange, state: State, repository: string): Promise<void> {
  const digest = exchange.query.get('mount') ?? '';
  const from = exchange.query.get('from') ?? '';
  if (!isSha256(digest)) throw forbidden(400, 'DIGEST_INVALID', `"${digest}" is not a valid digest`);
  const content = state.store.find(from)?.blobs.get(digest);
  if (typeof state.quirks.mount === 'object') throw refusedAs(state.quirks.mount);
  const allowed = content !== undefined && state.access.allows(exchange, from, ['pull']);
  if (!allowed || state.quirks.mount === 'ignored') {
    return answerSession(exchange, state, state.sessions.start(repository), 202);
  }
  state.store.open(repository).blobs.set(digest, content);
  const location = `/v2/${repository}/blobs/${digest}`;
  await exchange.answer(201, { location, 'docker-content-digest': digest });
}

/** PATCH, PUT, GET and DELETE of a session. */
export async function continueUpload(exchange: Exchange, state: State, repository: string, id: string): Promise<void> {
  const session = state.sessions.find(id);
  const { server } = exchange.record;
  // The second origin has not set its own cookie yet when the first request comes.
  const astray =
    state.quirks.sessionCookie === true &&
    server === 'registry' &&
    !exchange.header('cookie')?.includes(`registry=${id}`);
  if (session === undefined || session.repository !== repository || astray) {
    throw refused(404, 'BLOB_UPLOAD_UNKNOWN', 'blob upload unknown to registry');
  }
  await session.alone(async () => {
    if (state.sessions.find(id) === undefined) throw refused(404, 'BLOB_UPLOAD_UNKNOWN', 'the upload has just ended');
    // Distribution 3 answers a status request with an old state, and so does this one: it is how a client comes back.
    if (exchange.method === 'GET') return answerStatus(exchange, state, session);
    if (exchange.method === 'DELETE') return cancel(exchange, state, session);
    if (!isNewest(exchange.query, session, state)) {
      throw forbidden(404, 'BLOB_UPLOAD_INVALID', 'this is not the newest Location of the upload');
    }
    if (exchange.method === 'PATCH') return patch(exchange, state, session);
    if (exchange.method === 'PUT') return put(exchange, state, session);
    throw forbidden(405, 'UNSUPPORTED', `${exchange.method} is nothing to do with an upload`);
  });
}

async function patch(exchange: Exchange, state: State, session: Session): Promise<void> {
  const ranged = exchange.header('content-range') !== undefined;
  const no = ranged ? state.quirks.ranged : state.quirks.stream;
  if (no !== undefined) throw refusedAs(no);
  if (exchange.query.has('digest')) throw forbidden(400, 'DIGEST_INVALID', 'the digest belongs to the closing PUT');
  await receive(exchange, state, session, ranged ? 'chunk' : 'stream');
  session.state += 1;
  await answerSession(exchange, state, session, state.quirks.patchStatus);
}

async function put(exchange: Exchange, state: State, session: Session): Promise<void> {
  const digest = exchange.query.get('digest');
  if (digest === null) throw forbidden(400, 'DIGEST_INVALID', 'the closing PUT needs a digest');
  if (exchange.contentLength === undefined) throw forbidden(411, 'SIZE_INVALID', 'PUT needs a Content-Length');
  if (exchange.hasBody) {
    const ranged = exchange.header('content-range') !== undefined;
    if (!ranged && session.offset > 0) throw forbidden(416, 'RANGE_INVALID', 'a last chunk needs a Content-Range');
    if (!ranged && state.quirks.monolithic !== undefined) throw refusedAs(state.quirks.monolithic);
    if (ranged && state.quirks.ranged !== undefined) throw refusedAs(state.quirks.ranged);
    await receive(exchange, state, session, ranged ? 'last-chunk' : 'whole');
  }
  await commit(exchange, state, session, digest, state.quirks.putStatus);
}

async function receive(exchange: Exchange, state: State, session: Session, framing: Framing): Promise<void> {
  checkFraming(exchange, state.quirks, framing);
  checkRange(exchange, state.quirks, session, framing);
  const before = session.offset;
  try {
    for await (const bytes of exchange.body()) await session.append(bytes);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    if (state.quirks.sessionAfterCut === 'forgotten') await state.sessions.drop(session.id);
    throw error;
  } finally {
    session.chunks.push(session.offset - before);
  }
}

async function commit(
  exchange: Exchange,
  state: State,
  session: Session,
  digest: string,
  status: number,
): Promise<void> {
  const actual = session.digest();
  if (!isSha256(digest) || actual !== digest) {
    await state.sessions.drop(session.id);
    throw forbidden(400, 'DIGEST_INVALID', `provided digest ${digest} did not match uploaded content ${actual}`);
  }
  state.store.open(session.repository).blobs.set(digest, await state.sessions.finish(session));
  state.stored(digest);
  const location = `/v2/${session.repository}/blobs/${digest}`;
  await exchange.answer(status, { location, 'docker-content-digest': state.shown(digest) });
}

async function answerStatus(exchange: Exchange, state: State, session: Session): Promise<void> {
  const { quirks } = state;
  if (quirks.sessionStatus === 'unknown') throw refused(404, 'BLOB_UPLOAD_UNKNOWN', 'upload status is not supported');
  session.state += 1;
  const range = rangeOf(quirks.range === 'chunk-only' ? 'exact' : quirks.range, session);
  const location = quirks.range === 'quay' ? undefined : locationOf(session, state);
  if (location === undefined) session.state -= 1;
  await exchange.answer(204, { location, range, 'docker-upload-uuid': session.id });
}

async function cancel(exchange: Exchange, state: State, session: Session): Promise<void> {
  await state.sessions.drop(session.id);
  await exchange.answer(204, {});
}

async function answerSession(
  exchange: Exchange,
  state: State,
  session: Session,
  status: number,
  close = false,
): Promise<void> {
  const { chunkMinLength, chunkMaxLength, range } = state.quirks;
  await exchange.answer(status, {
    location: locationOf(session, state),
    range: rangeOf(range, session),
    'docker-upload-uuid': session.id,
    'oci-chunk-min-length': chunkMinLength?.toString(),
    'oci-chunk-max-length': chunkMaxLength?.toString(),
    'set-cookie':
      state.quirks.sessionCookie === true ? `${exchange.record.server}=${session.id}; Path=/; HttpOnly` : undefined,
    connection: close ? 'close' : undefined,
  });
}
