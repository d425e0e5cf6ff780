import type { Digest } from '../../oci/digest.ts';
import { DOCKER_MEDIA_TYPE, MEDIA_TYPE } from '../../oci/media-types.ts';

/** Credentials are not part of a request: they travel in a Target (http/origin.ts). */
export type RequestHeaders = Readonly<Record<string, string>> & {
  readonly authorization?: never;
  readonly Authorization?: never;
};

/** One request of the distribution API, as a value. https://github.com/opencontainers/distribution-spec/blob/main/spec.md#endpoints */
export interface Endpoint {
  readonly method: string;
  /** From the root of the registry, or the whole URL that the registry handed out. */
  readonly target: string | URL;
  readonly headers?: RequestHeaders;
  /** Statuses that are an answer and no error. */
  readonly accept: readonly number[];
}

const MANIFEST_TYPES = [
  MEDIA_TYPE.index,
  MEDIA_TYPE.manifest,
  DOCKER_MEDIA_TYPE.index,
  DOCKER_MEDIA_TYPE.manifest,
].join(', ');

/** The specification says 201; servers from Docker's days say 200, 202 or 204. */
const STORED = [201, 200, 202, 204];
const OCTETS = { 'content-type': 'application/octet-stream' };

export function headBlob(path: string, digest: Digest): Endpoint {
  return { method: 'HEAD', target: `/v2/${path}/blobs/${digest}`, accept: [200, 404] };
}

export function getBlob(path: string, digest: Digest): Endpoint {
  return { method: 'GET', target: `/v2/${path}/blobs/${digest}`, accept: [200, 404] };
}

export function headManifest(path: string, reference: string): Endpoint {
  return {
    method: 'HEAD',
    target: `/v2/${path}/manifests/${reference}`,
    headers: { accept: MANIFEST_TYPES },
    accept: [200, 404],
  };
}

export function getManifest(path: string, reference: string): Endpoint {
  return { ...headManifest(path, reference), method: 'GET' };
}

export function putManifest(path: string, reference: string, mediaType: string): Endpoint {
  const headers = { 'content-type': mediaType };
  return { method: 'PUT', target: `/v2/${path}/manifests/${reference}`, headers, accept: STORED };
}

/** Stores an index under a tag only where the tag still is what the caller has seen; 412 = it is not. Many registries do not look. */
export function replaceManifest(path: string, tag: string, mediaType: string, etag: string | undefined): Endpoint {
  const endpoint = putManifest(path, tag, mediaType);
  const condition: Record<string, string> = etag === undefined ? { 'if-none-match': '*' } : { 'if-match': etag };
  return { ...endpoint, headers: { ...endpoint.headers, ...condition }, accept: [...STORED, 412] };
}

/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-referrers */
export function listReferrers(path: string, subject: Digest): Endpoint {
  const headers = { accept: MEDIA_TYPE.index };
  return { method: 'GET', target: `/v2/${path}/referrers/${subject}`, headers, accept: [200] };
}

/** The next page, at the address that the last one named. */
export function moreReferrers(page: URL): Endpoint {
  return { method: 'GET', target: page, headers: { accept: MEDIA_TYPE.index }, accept: [200] };
}

export function listTags(path: string, pageSize: number | undefined): Endpoint {
  const query = pageSize === undefined ? '' : `?n=${pageSize}`;
  return { method: 'GET', target: `/v2/${path}/tags/list${query}`, accept: [200, 404] };
}

/** The next page, at the address that the last one named. */
export function moreTags(page: URL): Endpoint {
  return { method: 'GET', target: page, accept: [200] };
}

export function startUpload(path: string): Endpoint {
  return { method: 'POST', target: `/v2/${path}/blobs/uploads/`, accept: [202, 201, 200] };
}

/** 201: stored; 202: an ordinary session was opened in its place. */
export function postBlob(path: string, digest: Digest): Endpoint {
  const target = `/v2/${path}/blobs/uploads/?digest=${encodeURIComponent(digest)}`;
  return { method: 'POST', target, headers: OCTETS, accept: [201, 202] };
}

/** 201: mounted; 202: an ordinary session was opened in its place. */
export function mountBlob(path: string, digest: Digest, from: string): Endpoint {
  const query = `mount=${encodeURIComponent(digest)}&from=${encodeURIComponent(from)}`;
  return { method: 'POST', target: `/v2/${path}/blobs/uploads/?${query}`, accept: [201, 202] };
}

/** Without a range: all that is to come. Amazon ECR answers 201. */
export function patchUpload(session: URL, range: string | undefined): Endpoint {
  const headers = range === undefined ? OCTETS : { ...OCTETS, 'content-range': range };
  return { method: 'PATCH', target: session, headers, accept: [202, 201, 204, 200] };
}

export function closeUpload(sessionWithDigest: URL): Endpoint {
  return { method: 'PUT', target: sessionWithDigest, headers: OCTETS, accept: STORED };
}

export function uploadStatus(session: URL): Endpoint {
  return { method: 'GET', target: session, accept: [204, 200, 202] };
}

export function cancelUpload(session: URL): Endpoint {
  return { method: 'DELETE', target: session, accept: [204, 200, 202, 404] };
}
