import type { Behaviour } from '../options.ts';
import type { RefusalText } from '../refusal.ts';

const KIB = 1024;

const NOT_FOUND: RefusalText = { status: 404, code: 'BLOB_UNKNOWN', message: 'blob unknown to registry' };
const NOT_SUPPORTED: RefusalText = { status: 405, code: 'UNSUPPORTED', message: 'the operation is unsupported' };
const BAD_REQUEST: RefusalText = { status: 400, code: 'BLOB_UPLOAD_INVALID', message: 'blob upload invalid' };

/** Limits on what one request may carry; small ones, so that small blobs meet them. */
export const LIMITS: readonly Behaviour[] = [
  // GHCR, with 4 MiB: https://github.com/oras-project/rust-oci-client/issues/37
  { name: 'a cap of 256 KiB on ranged PATCH', quirks: { rangedLimit: 256 * KIB } },
  // Google Artifact Registry: https://github.com/dotnet/sdk-container-builds/issues/287
  { name: 'no ranged PATCH', quirks: { ranged: BAD_REQUEST } },
  { name: 'no PATCH at all', quirks: { ranged: NOT_SUPPORTED, stream: NOT_SUPPORTED } },
  { name: '411 without Content-Length', quirks: { lengthRequired: true } },
  // Artifactory 6: https://github.com/docker/buildx/issues/196
  { name: 'no PUT with the whole blob', quirks: { monolithic: NOT_FOUND } },
  // Cloudflare: https://github.com/distribution/distribution/issues/2042
  { name: '413 with HTML for bodies above 512 KiB', quirks: { bodyLimit: 512 * KIB } },
  { name: 'a minimum of 300 KiB for chunks', quirks: { chunkMinLength: 300 * KIB } },
  // https://github.com/cloudflare/serverless-registry
  {
    name: 'equal chunks between a minimum and a maximum',
    quirks: { chunkMinLength: 200 * KIB, chunkMaxLength: 400 * KIB, bodyLimit: 400 * KIB, equalChunks: true },
  },
  // Distribution 2.8
  {
    name: 'Content-Range ignored and cut sessions forgotten',
    quirks: { contentRange: 'ignored', sessionAfterCut: 'forgotten', sessionStatus: 'unknown' },
  },
];

/** Answers to a request to mount; none of them may make a push fail. */
export const MOUNTS: readonly Behaviour[] = [
  { name: 'mount answered with 201', quirks: { mount: 'mounted' } },
  { name: 'mount answered with 202', quirks: { mount: 'ignored' } },
  // Harbor: https://github.com/goharbor/harbor/issues/17097; Docker Hub: https://github.com/oras-project/rust-oci-client/issues/235
  {
    name: 'mount answered with 401',
    quirks: { mount: { status: 401, code: 'UNAUTHORIZED', message: 'project library not found' } },
  },
  { name: 'mount answered with 404', quirks: { mount: NOT_FOUND } },
  // zot
  { name: 'mount answered with 405', quirks: { mount: NOT_SUPPORTED } },
];
