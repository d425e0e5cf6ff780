import { describe, expect, test } from '@jest/globals';
import { type Answer, told } from '../support/told.ts';

const GAR = 'europe-docker.pkg.dev';

describe('what a repository does not take is told with what to do', () => {
  const CASES: readonly (readonly [string, number, Answer, string])[] = [
    [
      'a protected tag of GitLab',
      403,
      { code: 'DENIED', words: 'The requested tag v1 is protected' },
      'an immutable tag',
    ],
    [
      'a locked image of ACR',
      405,
      { code: 'UNSUPPORTED', words: 'The operation is disallowed on this registry, repository or image.' },
      'an immutable tag',
    ],
    [
      'a release repository of Nexus',
      400,
      { words: 'Repository does not allow updating assets: docker-hosted' },
      'an immutable tag',
    ],
    [
      'Artifactory without the right to overwrite',
      403,
      { words: "Not enough permissions to overwrite artifact 'x' (user 'bob' needs DELETE permission)." },
      'Moving a tag takes one more right there, to overwrite and delete (Artifactory: Delete/Overwrite): give it to the user "bob"',
    ],
    [
      'Artifact Registry',
      400,
      { registry: GAR, code: 'FAILED_PRECONDITION', words: 'tag v1 cannot be moved: repository has immutable tags' },
      'an immutable tag',
    ],
    [
      'Harbor for maintenance',
      403,
      { code: 'DENIED', words: 'The system is in read only mode. Any modification is prohibited.' },
      'takes no uploads here: it is read-only',
    ],
    ['GitLab for maintenance', 503, { words: 'The registry is in read-only mode' }, 'takes no uploads here'],
    [
      'a pull-through cache',
      405,
      { method: 'POST', code: 'UNSUPPORTED', words: 'The operation is unsupported.' },
      'o/app is a cache of another registry',
    ],
    [
      'a manifest where nothing may be written',
      405,
      { method: 'PUT', code: 'UNSUPPORTED', words: 'The operation is unsupported.' },
      'takes no uploads here: it is read-only',
    ],
    [
      'a repository that is missing, told as a bad request',
      400,
      { method: 'POST', code: 'NAME_UNKNOWN', words: 'repository name not known to registry' },
      'create it first',
    ],
    [
      'a project of Harbor that is a cache',
      403,
      { words: 'cannot push to a proxy cache project' },
      'a cache of another registry',
    ],
    [
      'a project of Harbor that is missing',
      401,
      { code: 'UNAUTHORIZED', words: 'project o not found' },
      'create it first',
    ],
    [
      'a repository of Artifact Registry that is missing',
      404,
      { registry: GAR, code: 'NAME_UNKNOWN', words: 'Repository "o" not found' },
      'create it first',
    ],
    [
      'an API that is not enabled',
      403,
      {
        registry: GAR,
        code: 'DENIED',
        words: 'Artifact Registry API has not been used in project 1 before or it is disabled.',
      },
      'Enable the Artifact Registry API',
    ],
    [
      'a name with too few parts',
      400,
      { registry: GAR, code: 'NAME_INVALID', words: 'Missing required path parts' },
      'takes no name like o/app',
    ],
    [
      'bytes that changed on the way',
      400,
      { code: 'DIGEST_INVALID', words: 'provided digest did not match uploaded content' },
      'Other bytes arrived at r.example.com',
    ],
    [
      'blobs that are lost',
      404,
      { code: 'MANIFEST_BLOB_UNKNOWN', words: 'blob unknown to registry' },
      'r.example.com lost what it had confirmed',
    ],
    [
      'a limit on requests, told as 403',
      403,
      { code: 'TOOMANYREQUESTS', words: 'too many requests', identity: {} },
      'limits the number of requests',
    ],
    [
      'a limit of Docker Hub, told as 403',
      403,
      { registry: 'docker.io', code: 'TOOMANYREQUESTS', words: 'too many', identity: {} },
      'Docker Hub limits requests without an account',
    ],
    [
      'servers that do not share their uploads',
      404,
      { code: 'BLOB_UPLOAD_UNKNOWN', words: 'blob upload unknown to registry' },
      'r.example.com does not know an upload that it has just begun',
    ],
    [
      'uploads of Artifactory that went elsewhere',
      404,
      { method: 'PATCH', words: 'Item docker-local:o/app/_uploads/5cfb does not exist' },
      'r.example.com does not know an upload that it has just begun',
    ],
    [
      'a tag of Zot that was an image of one platform',
      400,
      {
        code: 'MANIFEST_INVALID',
        words:
          'changing manifest media-type from "application/vnd.oci.image.manifest.v1+json" to "application/vnd.oci.image.index.v1+json" is disallowed',
      },
      'This registry lets no tag change between an image and an index',
    ],
    [
      'a registry without indexes',
      400,
      { code: 'UNSUPPORTED', words: 'Manifest.list is not supported.' },
      'takes no image of several platforms',
    ],
    [
      'the free plan of DigitalOcean',
      403,
      { code: 'DENIED', words: 'registry contains 1 repositories, limit is 1', method: 'GET', forToken: true },
      'used up what it may store',
    ],
    ['a storage that is full', 507, { words: 'insufficient storage' }, 'used up what it may store'],
    ['a bill that is not paid', 402, {}, 'used up what it may store'],
    ['the plan of DigitalOcean', 403, { code: 'DENIED', words: 'plan limit reached' }, 'used up what it may store'],
    [
      'the disk of a registry',
      500,
      { code: 'UNKNOWN', words: 'filesystem: write /var/lib/registry: no space left on device' },
      'The disk of the registry is full',
    ],
  ];

  test.each(CASES)('%s', (_, status, answer, hint) => {
    expect(told(status, answer).split('\n')[1]).toContain(hint);
  });
});
