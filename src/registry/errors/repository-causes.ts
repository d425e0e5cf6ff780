import { isDockerHub, traitsOf } from '../protocol/traits.ts';
import { type Cause, nameOf, says } from './cause.ts';
import type { Facts } from './facts.ts';

const isEcr = ({ registry }: Facts): boolean => traitsOf(registry).name.startsWith('Amazon ECR');
const isGoogle = ({ registry }: Facts): boolean => traitsOf(registry).name === 'Google Artifact Registry';

/** What a repository, a tag or its rules do not take. */
export const REPOSITORY_CAUSES: readonly Cause[] = [
  {
    // https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-create.html
    fits: (facts) =>
      isEcr(facts) &&
      (says(facts, /NAME_UNKNOWN|does not exist/i) || (facts.status === 404 && facts.method === 'POST')),
    hint: ({ path }) =>
      `Amazon ECR does not create repositories by itself: aws ecr create-repository --repository-name ${path}`,
  },
  {
    // https://cloud.google.com/artifact-registry/docs/transition/setup-gcr-repo
    fits: (facts) =>
      isGoogle(facts) && says(facts, /createOnPush|has not been used in project|API .*(disabled|not enabled)/i),
    hint: () =>
      'Enable the Artifact Registry API in the project (gcloud services enable artifactregistry.googleapis.com) and create the repository there; gcr.io names need one of that name.',
  },
  {
    // https://jfrog.com/help/r/jfrog-platform-administration-documentation/permissions
    fits: (facts) => says(facts, /not enough permissions to (overwrite|delete)|needs DELETE permission/i),
    hint: ({ identity }) =>
      `Moving a tag takes one more right there, to overwrite and delete (Artifactory: Delete/Overwrite): give it to ${nameOf(identity)}, or publish under a new version.`,
  },
  {
    // ECR 400 TAG_INVALID, Quay 409 TAG_IMMUTABLE, Harbor 412, Docker Hub 403; GitLab "protected"; ACR "locked" and "disallowed"
    // (https://aka.ms/acr/faq); Nexus "does not allow updating".
    fits: (facts) =>
      says(
        facts,
        /immutable|TAG_IMMUTABLE|protected tag|tag .*(is|are) (protected|locked)|operation is disallowed on this|does not allow updating|overwrit(e|ten)/i,
      ) ||
      (facts.status === 412 && says(facts, /PRECONDITION/)),
    hint: () =>
      'The registry keeps this tag as it is (an immutable tag). Publish under a new version, or lift the rule in the settings of the repository.',
  },
  {
    // Harbor 403 "read only mode", Quay and distribution 405 (to the upload or, where all blobs are there, to the manifest),
    // GitLab 503.
    fits: (facts) =>
      says(facts, /read.?only|maintenance|pull.?through|proxy.?(cache|project|repositor)|remote repositor/i) ||
      (facts.status === 405 && (facts.method === 'POST' || facts.method === 'PUT')),
    hint: ({ registry, path }) =>
      `${registry} takes no uploads here: it is read-only (for maintenance, or by its settings), or ${path} is a cache of another registry (a proxy, remote or group repository). Push to a repository that is hosted there.`,
  },
  {
    // https://docs.docker.com/docker-hub/usage/
    fits: (facts) => facts.limited === true && isDockerHub(facts.registry),
    hint: ({ identity }) =>
      identity.origin === undefined
        ? 'Docker Hub limits requests without an account much more: set the inputs `username` and `password`.'
        : 'Docker Hub limits the requests of an account: see https://docs.docker.com/docker-hub/usage/ and run again later.',
  },
  {
    fits: ({ limited }) => limited === true,
    hint: () =>
      'The registry limits the number of requests. Run again later, raise `retry-for`, or let fewer jobs push at a time.',
  },
  {
    fits: (facts) => says(facts, /no space left|disk (is )?full|ENOSPC/i),
    hint: () => 'The disk of the registry is full: its operator has to make room (garbage collection), or add some.',
  },
  {
    fits: (facts) =>
      facts.status === 507 ||
      facts.status === 402 ||
      says(
        facts,
        /quota|storage limit|plan limit|exceed(s|ed|ing)?.{0,40}(limit|storage|maximum number)|limit is \d+|billing|payment|subscription/i,
      ),
    hint: () => 'The account or project has used up what it may store: delete old images or raise its quota.',
  },
  {
    fits: (facts) =>
      (facts.status === 404 && facts.method === 'POST') ||
      ((facts.status === 404 || facts.status === 400) && says(facts, /NAME_UNKNOWN/)) ||
      says(facts, /(project|repository|namespace|registry) ["']?[\w./-]*["']? ?(was )?not found/i),
    hint: ({ registry, path }) =>
      `${registry} has no repository ${path}, or hides it from these credentials, and does not make one by itself: create it first, and check its name in the input \`image\`.`,
  },
  {
    // Artifact Registry takes PROJECT/REPOSITORY/IMAGE, Docker Hub two parts, GitLab a project and two more.
    fits: (facts) => says(facts, /NAME_INVALID|invalid repository name|missing required path/i),
    hint: ({ registry, path }) =>
      `${registry} takes no name like ${path}: see how many parts it wants (Artifact Registry: PROJECT/REPOSITORY/IMAGE), and which signs, and change the input \`image\`.`,
  },
  {
    fits: (facts) => says(facts, /DIGEST_INVALID|digest (did not|does not|mismatch)/i),
    hint: ({ registry }) =>
      `Other bytes arrived at ${registry} than were sent: a proxy that changes bodies (a virus scanner, a compressor) is on the way, or the registry's storage is at fault.`,
  },
  {
    fits: (facts) => says(facts, /MANIFEST_BLOB_UNKNOWN|MANIFEST_UNKNOWN|BLOB_UNKNOWN/),
    hint: ({ registry }) =>
      `${registry} lost what it had confirmed: its garbage collection runs while something is pushed, or its servers do not share one storage.`,
  },
  {
    // distribution answers BLOB_UPLOAD_UNKNOWN, Artifactory "Item …/_uploads/… does not exist".
    fits: (facts) => facts.status === 404 && facts.method !== 'POST' && says(facts, /BLOB_UPLOAD_UNKNOWN|\/_uploads\//),
    hint: ({ registry }) =>
      `${registry} does not know an upload that it has just begun: several servers answer there and do not share their state (one storage, and for distribution one http.secret; or a load balancer that keeps to one server), or uploads are cleaned up while they run.`,
  },
  {
    // https://github.com/project-zot/zot/issues/3005
    fits: (facts) => says(facts, /(changing|change) (manifest )?media.?type/i),
    hint: () =>
      'This registry lets no tag change between an image and an index of several platforms: delete the tag there once, or publish under another one.',
  },
  {
    // https://github.com/goharbor/harbor/issues/11932
    fits: (facts) => says(facts, /manifest.?list is not supported|(image )?index(es)? (is|are) not supported/i),
    hint: ({ registry }) =>
      `${registry} takes no image of several platforms (an index): update it, or publish each platform under a tag of its own.`,
  },
  {
    // https://github.com/project-zot/zot: `"compat": ["docker2s2"]`.
    fits: ({ status }) => status === 415,
    hint: () =>
      "The registry refuses this media type. Images made here are OCI images; a registry that takes Docker's types only is too old for them.",
  },
  {
    // GitLab keeps a list of the configuration types that it takes.
    fits: (facts) => says(facts, /unknown media type|MANIFEST_INVALID.*media ?type/i),
    hint: () =>
      'The registry does not know this media type; an older one may refuse zstd layers: set `compression: gzip`.',
  },
];
