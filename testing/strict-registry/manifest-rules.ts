import { isSha256 } from './names.ts';
import { forbidden, refused, refusedAs } from './refusal.ts';
import type { State } from './state.ts';
import type { RepositoryStore } from './store.ts';

type Json = Readonly<Record<string, unknown>>;

interface Pointer {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

const INDEXES = new Set([
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
]);
const MANIFESTS = new Set([
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
]);

/** Throws where a manifest or index is not what it says, or points to what this repository does not hold. */
export function checkManifest(bytes: Buffer, contentType: string, store: RepositoryStore, state: State): void {
  const { mediaTypes } = state.quirks;
  const document = parse(bytes);
  if (!INDEXES.has(contentType) && !MANIFESTS.has(contentType)) {
    throw forbidden(415, 'MANIFEST_INVALID', `Content-Type "${contentType}" is not that of a manifest`);
  }
  if (document.schemaVersion !== 2) throw invalid('schemaVersion is not 2');
  // Without it, or with another one, the same bytes could be read in two ways: CVE-2021-41190.
  if (document.mediaType !== contentType) {
    throw invalid(`mediaType "${document.mediaType}" is not the Content-Type "${contentType}"`);
  }
  if ('manifests' in document && ('layers' in document || 'config' in document)) {
    throw invalid('a document has manifests or layers, not both');
  }
  const named = [contentType, String((document.config as Json | undefined)?.mediaType)];
  if (mediaTypes !== undefined && named.some((type) => mediaTypes.refused.includes(type))) {
    throw refusedAs(mediaTypes.answer);
  }
  if (INDEXES.has(contentType)) checkChildren(pointers(document.manifests, 'manifests'), store, state);
  else checkBlobs([pointer(document.config, 'config'), ...pointers(document.layers, 'layers')], store, state);
}

function checkChildren(children: readonly Pointer[], store: RepositoryStore, state: State): void {
  for (const child of children) {
    const found = state.missed(child.digest) ? undefined : store.manifests.get(child.digest);
    if (found === undefined) throw unknown(child);
    if (found.bytes.length !== child.size) throw invalid(`${child.digest} has ${found.bytes.length} bytes`);
    if (found.mediaType !== child.mediaType) throw invalid(`${child.digest} is stored as ${found.mediaType}`);
  }
}

function checkBlobs(blobs: readonly Pointer[], store: RepositoryStore, state: State): void {
  for (const blob of blobs) {
    const found = state.missed(blob.digest) ? undefined : store.blobs.get(blob.digest);
    if (found === undefined) throw unknown(blob);
    if (found.size !== blob.size) throw invalid(`${blob.digest} has ${found.size} bytes, not ${blob.size}`);
  }
}

function pointers(value: unknown, name: string): Pointer[] {
  if (!Array.isArray(value)) throw invalid(`${name} is not a list`);
  return value.map((item, place) => pointer(item, `${name}[${place}]`));
}

function pointer(value: unknown, name: string): Pointer {
  const { mediaType, digest, size } = (value ?? {}) as Json;
  if (typeof mediaType !== 'string' || typeof digest !== 'string' || !isSha256(digest) || !Number.isInteger(size)) {
    throw invalid(`${name} is not a descriptor`);
  }
  return { mediaType, digest, size: size as number };
}

function parse(bytes: Buffer): Json {
  try {
    const document: unknown = JSON.parse(bytes.toString('utf8'));
    if (typeof document === 'object' && document !== null) return document as Json;
  } catch {
    throw invalid('it is not JSON');
  }
  throw invalid('it is not a JSON object');
}

function invalid(why: string): Error {
  return forbidden(400, 'MANIFEST_INVALID', `manifest invalid: ${why}`);
}

/** Not against the specification: a registry may have lost a blob, or not see it yet. */
function unknown({ digest }: Pointer): Error {
  return refused(400, 'MANIFEST_BLOB_UNKNOWN', `blob unknown to registry: ${digest}`);
}
