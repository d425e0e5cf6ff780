import { describe, expect, test } from '@jest/globals';
import { registryError } from '../../../src/registry/errors/registry-error.ts';
import { RefusedAddress } from '../../../src/registry/http/redirects.ts';
import { type Answer, BOB, coded, told, toldWithout, who } from '../support/told.ts';

const JOB = { username: 'bob', origin: 'the input github-token' };
const BROKEN_PAGE = '<html><head><title>502 Bad Gateway</title></head><body></body></html>';
const PLACE = '(PUT https://r.example.com/v2/o/app/x)';

describe('what a registry refuses is told with what to do', () => {
  const CASES: readonly (readonly [string, number, Answer, string, string])[] = [
    [
      'GHCR without the right to write',
      403,
      { registry: 'ghcr.io', identity: JOB, code: 'DENIED', words: 'permission_denied: write_package' },
      'Uploading the layer to ghcr.io/o/app failed: 403 DENIED permission_denied: write_package (PUT https://ghcr.io/v2/o/app/x)',
      'Add `permissions: { packages: write }` to the job.',
    ],
    [
      'GHCR in an organization that allows no packages',
      403,
      { registry: 'ghcr.io', code: 'DENIED', words: 'installation not allowed to Create organization package' },
      '403 DENIED installation not allowed to Create organization package',
      'see that the organization lets workflows create packages',
    ],
    [
      'a repository that is missing at Amazon ECR',
      404,
      {
        registry: '123456789012.dkr.ecr.eu-west-1.amazonaws.com',
        method: 'POST',
        code: 'NAME_UNKNOWN',
        words: "The repository with name 'o/app' does not exist in the registry with id '123456789012'",
      },
      '404 NAME_UNKNOWN The repository with name',
      'aws ecr create-repository --repository-name o/app',
    ],
    [
      'a repository that is missing elsewhere',
      404,
      { method: 'POST', code: 'NAME_UNKNOWN', words: 'project o not found' },
      '404 NAME_UNKNOWN project o not found',
      'create it first, and check its name in the input `image`',
    ],
    [
      'a web server that is not a registry',
      404,
      { method: 'POST', page: '<html><head><title>404 Not Found</title></head></html>' },
      'failed: 404 Not Found (POST',
      'What answers at r.example.com is a web server',
    ],
    [
      'an immutable tag of Amazon ECR',
      400,
      { code: 'TAG_INVALID', words: "The image tag 'v1' cannot be overwritten because the repository is immutable." },
      '400 TAG_INVALID',
      'Publish under a new version, or lift the rule',
    ],
    ['an immutable tag of Quay', 409, { code: 'TAG_IMMUTABLE' }, '409 TAG_IMMUTABLE', 'Publish under a new version'],
    [
      'an immutable tag of Harbor',
      412,
      { code: 'PRECONDITION', words: 'configured as immutable' },
      '412 PRECONDITION configured as immutable',
      'Publish under a new version',
    ],
    [
      'the limit of Docker Hub for nobody',
      429,
      { registry: 'docker.io', identity: {}, code: 'TOOMANYREQUESTS', words: 'You have reached your pull rate limit' },
      '429 TOOMANYREQUESTS You have reached your pull rate limit',
      'set the inputs `username` and `password`',
    ],
    [
      'the limit of Docker Hub for an account',
      429,
      { registry: 'docker.io', code: 'TOOMANYREQUESTS' },
      '429 TOOMANYREQUESTS',
      'https://docs.docker.com/docker-hub/usage/',
    ],
    ['too many requests elsewhere', 429, { words: 'slow down' }, '429 slow down', 'raise `retry-for`, or let fewer'],
    [
      'a quota that is used up',
      403,
      { code: 'DENIED', words: 'Quota has been exceeded on namespace' },
      '403 DENIED Quota has been exceeded',
      'delete old images or raise its quota',
    ],
    [
      'an account of Docker Hub that may not write there',
      401,
      { registry: 'docker.io', code: 'UNAUTHORIZED', words: 'authentication required' },
      '401 UNAUTHORIZED authentication required',
      'Docker Hub does not let the user "bob" write to o/app. Use an access token with "Read & Write"',
    ],
    [
      'no credentials',
      401,
      { identity: {}, code: 'UNAUTHORIZED' },
      '401 UNAUTHORIZED',
      'There are no credentials for r.example.com. Set the inputs `username` and `password`',
    ],
    [
      'credentials that are wrong',
      401,
      { code: 'UNAUTHORIZED' },
      '401 UNAUTHORIZED',
      'r.example.com does not accept the user "bob" (from the inputs username and password).',
    ],
    [
      'an account without the right to write',
      403,
      { code: 'DENIED', words: 'requested access to the resource is denied' },
      `failed: 403 DENIED requested access to the resource is denied ${PLACE}`,
      'r.example.com does not let the user "bob" (from the inputs username and password) write to o/app',
    ],
    [
      'writing without an account',
      403,
      { identity: {}, code: 'DENIED' },
      '403 DENIED',
      'without credentials: set the inputs `username` and `password`',
    ],
    ['a media type of zot', 415, { code: 'MANIFEST_INVALID' }, '415 MANIFEST_INVALID', 'refuses this media type'],
    [
      'a media type of GitLab',
      400,
      { code: 'MANIFEST_INVALID', words: 'unknown media type' },
      '400 MANIFEST_INVALID unknown media type',
      'set `compression: gzip`',
    ],
    [
      'a body that is too large for a proxy',
      413,
      { page: '<html><head><title>413 Request Entity Too Large</title></head></html>', server: 'nginx/1.18.0' },
      `failed: 413 Request Entity Too Large ${PLACE}`,
      "A proxy in front of the registry (nginx/1.18.0) limits the size of a request's body. Raise its limit",
    ],
    [
      'a proxy that answers for a registry that is down',
      502,
      { page: BROKEN_PAGE, server: 'cloudflare' },
      `failed: 502 Bad Gateway ${PLACE}`,
      'A proxy in front of the registry (cloudflare) answered in its place',
    ],
    ['a registry that fails', 500, { code: 'UNKNOWN', words: 'unknown error' }, '500 UNKNOWN', 'raise `retry-for`'],
    [
      'what nobody has met before',
      422,
      { code: 'ODD', words: 'the moon is not full' },
      '422 ODD the moon is not full',
      'This is what r.example.com says itself: its operator knows',
    ],
    [
      'HTTP at a port for HTTPS',
      400,
      { page: 'Client sent an HTTP request to an HTTPS server.' },
      '400 Client sent an HTTP request to an HTTPS server.',
      'take it out of `insecure`',
    ],
  ];

  test.each(CASES)('%s', (_, status, answer, message, hint) => {
    const text = told(status, answer);
    expect(text.split('\n')).toEqual([expect.stringContaining(message), expect.stringContaining(hint)]);
    expect(text).not.toContain('secret');
  });
});

describe('a way that leads nowhere is told with what to do', () => {
  const CASES: readonly (readonly [string, Error, string, string])[] = [
    [
      'a name that is not known',
      coded('ENOTFOUND', 'getaddrinfo ENOTFOUND r.example.com'),
      'the host name was not found: getaddrinfo ENOTFOUND r.example.com (GET https://r.example.com/v2/o/app/x)',
      'check "r.example.com" in the input `image` and the DNS of the runner',
    ],
    [
      'a port at which nobody listens',
      new AggregateError([coded('ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:1')], ''),
      'there is no connection: connect ECONNREFUSED 127.0.0.1:1',
      'Nothing listens there: check host and port of r.example.com',
    ],
    [
      'a network that is not this one',
      coded('EHOSTUNREACH', 'connect EHOSTUNREACH 10.0.0.1:443'),
      'there is no connection: connect EHOSTUNREACH 10.0.0.1:443',
      'No way leads from this runner to r.example.com',
    ],
    [
      'a firewall that drops what comes',
      coded('UND_ERR_CONNECT_TIMEOUT', 'Connect Timeout Error'),
      'Connect Timeout Error',
      'Nobody answers there, not even with a no: a firewall drops',
    ],
    [
      'name servers that do not answer',
      coded('EAI_AGAIN', 'getaddrinfo EAI_AGAIN r.example.com'),
      'the host name was not found: getaddrinfo EAI_AGAIN',
      'The DNS of this runner gives no answer',
    ],
    [
      'a chain of certificates that lacks its middle',
      coded('UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unable to verify the first certificate'),
      'unable to verify the first certificate',
      'does not send the certificates between its own and the authority',
    ],
    [
      'a line that is cut',
      coded('UND_ERR_SOCKET', 'other side closed'),
      'the connection was cut: other side closed, UND_ERR_SOCKET',
      'see whether a firewall or a proxy does',
    ],
    [
      'nothing that moves',
      coded('ETIMEDOUT', 'nothing moved for 60 seconds'),
      'nothing moved for 60 seconds, ETIMEDOUT',
      'the input `timeout` allows',
    ],
    [
      'a certificate that nobody signed',
      coded('DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate; if the root CA is installed locally, try …'),
      'self-signed certificate, DEPTH_ZERO_SELF_SIGNED_CERT',
      'NODE_EXTRA_CA_CERTS',
    ],
    [
      'a certificate that has expired',
      coded('CERT_HAS_EXPIRED', 'certificate has expired'),
      'certificate has expired, CERT_HAS_EXPIRED',
      'it has to be renewed there, unless the clock of this machine is wrong',
    ],
    [
      'a certificate for another name',
      coded('ERR_TLS_CERT_ALTNAME_INVALID', "Hostname/IP does not match certificate's altnames"),
      "Hostname/IP does not match certificate's altnames",
      'for another name than r.example.com: check the host in the input `image`',
    ],
    [
      'HTTP at a port where HTTPS is expected',
      coded('ERR_SSL_WRONG_VERSION_NUMBER', '80BC:error:0A00010B:SSL routines:ssl3_get_record:../deps/openssl.c:350:'),
      'failed: the answer was not TLS: ERR_SSL_WRONG_VERSION_NUMBER (GET https://r.example.com/v2/o/app/x)',
      'add `insecure: r.example.com`',
    ],
    [
      'a proxy that refuses the way',
      coded('UND_ERR_ABORTED', 'Proxy response (403) !== 200 when HTTP Tunneling'),
      'Proxy response (403)',
      'HTTPS_PROXY',
    ],
    [
      'what is no HTTP',
      coded('HPE_INVALID_CONSTANT', 'Expected HTTP/'),
      'Expected HTTP/, HPE_INVALID_CONSTANT',
      'does not speak HTTP: check host and port',
    ],
  ];

  test.each(CASES)('%s', (_, thrown, message, hint) => {
    const text = toldWithout(thrown);
    expect(text.split('\n')).toEqual([expect.stringContaining(message), expect.stringContaining(hint)]);
  });

  test('an address that must not be followed', () => {
    const failed = new RefusedAddress('http://r.example.com/x is not encrypted, while the registry is, so …');
    expect(registryError(failed, who('r.example.com', BOB))).toMatchObject({
      message: expect.stringContaining('failed: http://r.example.com/x is not encrypted'),
      hint: expect.stringContaining('set wrong there (Harbor: external_url'),
    });
  });
});
