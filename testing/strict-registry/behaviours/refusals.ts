import type { Behaviour } from '../options.ts';

/** What registries refuse for good, in their own words. */
export const REFUSALS: readonly Behaviour[] = [
  // https://github.com/docker/build-push-action/issues/463
  {
    name: 'GHCR without write access',
    quirks: { writes: { status: 403, code: 'DENIED', message: 'permission_denied: write_package' } },
  },
  // https://github.com/docker/cli/issues/5275
  {
    name: 'ECR without the repository',
    quirks: {
      writes: {
        status: 404,
        code: 'NAME_UNKNOWN',
        message: "The repository with name 'app' does not exist in the registry with id '123456789012'",
      },
    },
  },
  // https://github.com/GoogleContainerTools/kaniko/issues/204
  {
    name: 'an immutable tag of ECR',
    quirks: {
      immutableTags: {
        status: 400,
        code: 'TAG_INVALID',
        message: "The image tag 'v1' already exists and cannot be overwritten because the repository is immutable.",
      },
    },
  },
  // https://github.com/docker/hub-feedback/issues/2466
  {
    name: 'an immutable tag of Docker Hub',
    quirks: { immutableTags: { status: 403, code: 'DENIED', message: 'requested access to the resource is denied' } },
  },
  // https://github.com/quay/quay/blob/master/endpoints/v2/errors.py
  {
    name: 'an immutable tag of Quay',
    quirks: { immutableTags: { status: 409, code: 'TAG_IMMUTABLE', message: 'tag is immutable' } },
  },
  {
    name: 'an immutable tag of Harbor',
    quirks: { immutableTags: { status: 412, code: 'PRECONDITION', message: 'configured as immutable' } },
  },
  // zot: https://github.com/project-zot/zot
  {
    name: '415 for a media type',
    quirks: {
      mediaTypes: {
        refused: ['application/vnd.oci.image.manifest.v1+json'],
        answer: { status: 415, code: 'MANIFEST_INVALID', message: 'unsupported media type' },
      },
    },
  },
  // GitLab: https://github.com/fluxcd/flux2/issues/3724
  {
    name: '400 unknown media type',
    quirks: {
      mediaTypes: {
        refused: ['application/vnd.oci.image.config.v1+json'],
        answer: { status: 400, code: 'MANIFEST_INVALID', message: 'unknown media type' },
      },
    },
  },
  // distribution with `readonly`, and as a cache: https://distribution.github.io/distribution/recipes/mirror/
  {
    name: 'a registry that is read-only',
    quirks: { writes: { status: 405, code: 'UNSUPPORTED', message: 'The operation is unsupported.' } },
  },
  {
    name: 'manifests that nobody may write',
    quirks: { manifestWrites: { status: 405, code: 'UNSUPPORTED', message: 'The operation is unsupported.' } },
  },
  {
    name: 'a redirect that no write follows',
    quirks: {
      writes: {
        status: 301,
        code: 'MOVED',
        message: 'it moved',
        headers: { location: 'https://new.example.com/v2/' },
      },
    },
  },
  // DigitalOcean: https://github.com/docker/build-push-action/issues/586
  {
    name: 'a token server that refuses',
    auth: { kind: 'bearer', users: { octocat: 'correct-horse' } },
    quirks: { tokenGet: { status: 403, code: 'DENIED', message: 'plan limit reached' }, tokenPost: 404 },
  },
];

const NO = { status: 403, code: 'DENIED', message: 'no' };

/** Bodies of errors that must not harm whoever reads or prints them. */
export const HOSTILE_ERRORS: readonly Behaviour[] = [
  { name: 'an error body without end', quirks: { writes: NO, errorBody: 'endless' } },
  { name: 'workflow commands in an error', quirks: { writes: NO, errorBody: 'workflow-commands' } },
  { name: 'an error in HTML', quirks: { writes: NO, errorBody: 'html' } },
  { name: 'an error that is compressed though nobody asked for it', quirks: { writes: NO, errorBody: 'gzip' } },
  // Artifactory
  { name: 'an error without a code', quirks: { writes: NO, errorBody: 'without-code' } },
];
