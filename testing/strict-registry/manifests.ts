import { createHash } from 'node:crypto';
import type { Exchange } from './exchange.ts';
import { checkManifest } from './manifest-rules.ts';
import { isSha256, isTagName } from './names.ts';
import { subjectHeader } from './referrers.ts';
import { forbidden, refused, refusedAs } from './refusal.ts';
import type { State } from './state.ts';

const LIMIT = 4 * 1024 * 1024;

export async function answerManifest(
  exchange: Exchange,
  state: State,
  repository: string,
  reference: string,
): Promise<void> {
  if (!isTagName(reference) && !isSha256(reference)) {
    throw forbidden(
      400,
      reference.includes(':') ? 'DIGEST_INVALID' : 'TAG_INVALID',
      `"${reference}" is not a valid reference`,
    );
  }
  switch (exchange.method) {
    case 'PUT':
      return putManifest(exchange, state, repository, reference);
    case 'DELETE':
      return deleteManifest(exchange, state, repository, reference);
    case 'GET':
    case 'HEAD':
      return getManifest(exchange, state, repository, reference);
    default:
      throw forbidden(405, 'UNSUPPORTED', `${exchange.method} is nothing to do with a manifest`);
  }
}

async function getManifest(exchange: Exchange, state: State, repository: string, reference: string): Promise<void> {
  const found = state.store.find(repository)?.manifest(resolved(reference, state));
  if (found === undefined || state.missed(found.digest)) {
    throw refusedAs(
      state.quirks.missingManifest ?? { status: 404, code: 'MANIFEST_UNKNOWN', message: 'manifest unknown' },
    );
  }
  if (state.quirks.manifestReads !== undefined) throw refusedAs(state.quirks.manifestReads);
  const accepted = (exchange.header('accept') ?? '*/*').split(',').map((type) => type.split(';')[0]?.trim());
  if (!accepted.includes(found.mediaType) && !accepted.includes('*/*')) {
    throw forbidden(404, 'MANIFEST_UNKNOWN', `the Accept header does not name ${found.mediaType}`);
  }
  const headers = { 'content-type': found.mediaType, 'docker-content-digest': state.shown(found.digest) };
  await exchange.answer(
    200,
    { ...headers, etag: `"${found.digest}"`, 'content-length': `${found.bytes.length}` },
    found.bytes,
  );
}

async function putManifest(exchange: Exchange, state: State, repository: string, reference: string): Promise<void> {
  const bytes = await exchange.bytes(LIMIT);
  if (bytes === undefined) throw forbidden(413, 'SIZE_INVALID', `a manifest has at most ${LIMIT} bytes`);
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  if (isSha256(reference) && reference !== digest) {
    throw forbidden(400, 'DIGEST_INVALID', `the content is ${digest}, not ${reference}`);
  }
  const mediaType = exchange.header('content-type') ?? '';
  if (state.quirks.manifestWrites !== undefined) throw refusedAs(state.quirks.manifestWrites);
  const store = state.store.open(repository);
  checkManifest(bytes, mediaType, store, state);
  const tagged = store.tags.get(reference);
  if (tagged !== undefined && tagged !== digest && state.quirks.immutableTags !== undefined) {
    throw refusedAs(state.quirks.immutableTags);
  }
  checkConditions(exchange, tagged, state);
  if (!store.manifests.has(digest)) state.stored(digest);
  store.manifests.set(digest, { digest, mediaType, bytes });
  if (!isSha256(reference) && state.quirks.forgetsTags !== true) store.tags.set(reference, digest);
  const location = `/v2/${repository}/manifests/${digest}`;
  const headers = { location, 'docker-content-digest': state.shown(digest), ...subjectHeader(bytes, state) };
  await exchange.answer(201, headers);
}

/** https://www.rfc-editor.org/rfc/rfc9110#name-conditional-requests */
function checkConditions(exchange: Exchange, tagged: string | undefined, { quirks }: State): void {
  if (quirks.conditions === 'ignored') return;
  const [match, noneMatch] = [exchange.header('if-match'), exchange.header('if-none-match')];
  const fails = (match !== undefined && match !== `"${tagged}"`) || (noneMatch === '*' && tagged !== undefined);
  if (fails) throw refused(412, 'PRECONDITION_FAILED', 'the tag has moved');
}

/** GitLab takes `sha256-<hex>` for a digest: https://github.com/oras-project/oras-go/issues/1396 */
function resolved(reference: string, { quirks }: State): string {
  return quirks.referrers === 'digest-tags' ? reference.replace(/^sha256-(?=[0-9a-f]{64}$)/, 'sha256:') : reference;
}

async function deleteManifest(exchange: Exchange, state: State, repository: string, reference: string): Promise<void> {
  const store = state.store.find(repository);
  const found = store?.manifest(reference);
  if (store === undefined || found === undefined) throw refused(404, 'MANIFEST_UNKNOWN', 'manifest unknown');
  if (isSha256(reference)) {
    store.manifests.delete(reference);
    for (const [tag, digest] of store.tags) if (digest === reference) store.tags.delete(tag);
  } else {
    store.tags.delete(reference);
  }
  await exchange.answer(202, {});
}
