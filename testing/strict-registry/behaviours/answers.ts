import type { Behaviour } from '../options.ts';

/** Answers to uploads that are not what the specification says, and mean success all the same. */
export const ANSWERS: readonly Behaviour[] = [
  // Distribution, zot, Gitea and ACR say 0-0 for no byte and for one byte.
  { name: 'Range: 0-0 in every answer', quirks: { range: 'zero' } },
  // https://github.com/quay/quay/blob/master/endpoints/v2/blob.py
  { name: 'Range: bytes=0--1 and one too many', quirks: { range: 'quay' } },
  // Artifactory
  { name: 'a Range of the last chunk only', quirks: { range: 'chunk-only' } },
  // ECR: https://github.com/aws/containers-roadmap/issues/2831
  {
    name: 'a Range that stays at the first chunk',
    quirks: { range: 'stale', patchStatus: 201, sessionStatus: 'unknown' },
  },
  { name: 'no Range at all', quirks: { range: 'absent' } },
  { name: 'PATCH answered with 201', quirks: { patchStatus: 201 } },
  { name: 'PATCH answered with 204', quirks: { patchStatus: 204 } },
  // https://github.com/containerd/containerd/blob/main/core/remotes/docker/pusher.go
  { name: 'PUT answered with 200', quirks: { putStatus: 200 } },
  { name: 'PUT answered with 202', quirks: { putStatus: 202 } },
  { name: 'PUT answered with 204', quirks: { putStatus: 204 } },
  { name: 'a single POST answered with 202', quirks: { singlePost: 'ignored' } },
  // Distribution and GitLab leave the body unread.
  { name: 'a single POST answered with 202 and a closed socket', quirks: { singlePost: 'ignored-and-closed' } },
  { name: 'no Docker-Content-Digest', quirks: { contentDigest: 'absent' } },
  { name: 'blobs and manifests that are seen late', quirks: { missedLookups: 1 } },
  { name: 'sessions that do not survive a cut', quirks: { sessionAfterCut: 'forgotten', sessionStatus: 'unknown' } },
];

/** Answers that mean that something is wrong. */
export const LIES: readonly Behaviour[] = [
  { name: 'a lying Docker-Content-Digest', quirks: { contentDigest: 'lying' } },
];
