import { describe, expect, test } from '@jest/globals';
import { type Answer, told } from '../support/told.ts';

const ECR = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';
const GAR = 'europe-docker.pkg.dev';
const PAT = { username: 'bob', origin: 'the inputs username and password' };

describe('who may not do what was asked is told what is missing', () => {
  const CASES: readonly (readonly [string, number, Answer, string])[] = [
    [
      'a personal token without write:packages',
      403,
      {
        registry: 'ghcr.io',
        identity: PAT,
        code: 'DENIED',
        words: 'permission_denied: The token provided does not match expected scopes.',
      },
      'The token from the inputs username and password may not write to this package: it needs the scope `write:packages`',
    ],
    [
      'a personal token without single sign-on',
      403,
      {
        registry: 'ghcr.io',
        identity: PAT,
        code: 'DENIED',
        words: 'Resource protected by organization SAML enforcement.',
      },
      'The organization o wants single sign-on: authorize the token for it',
    ],
    [
      'a password of GitLab where a token is wanted',
      403,
      { method: 'GET', forToken: true, identity: PAT, code: 'DENIED', words: 'HTTP Basic: Access denied. 2FA enabled' },
      'The token server of r.example.com gives no token to the user "bob" (from the inputs username and password)',
    ],
    [
      'a token server that is somewhere else',
      404,
      { method: 'GET', forToken: true, words: 'not found' },
      'What r.example.com names as its token server is none',
    ],
    [
      'a login of Amazon ECR that has expired',
      403,
      { registry: ECR, code: 'DENIED', words: 'Your authorization token has expired. Reauthenticate and try again.' },
      `The login for ${ECR} has expired, as those of Amazon ECR do after 12 hours: log in again in this job, before this step (aws-actions/amazon-ecr-login).`,
    ],
    [
      'a login elsewhere that has expired',
      401,
      { code: 'UNAUTHORIZED', words: 'the token has expired' },
      'The login for r.example.com has expired: log in again in this job, before this step.',
    ],
    [
      'a role of AWS',
      403,
      {
        registry: ECR,
        code: 'DENIED',
        words:
          'User: arn:aws:sts::1:assumed-role/x is not authorized to perform: ecr:InitiateLayerUpload on resource: y',
      },
      'The AWS role of this job lacks that action: allow it on the repository o/app',
    ],
    [
      'a service account of Google',
      403,
      {
        registry: GAR,
        code: 'DENIED',
        words: "Permission 'artifactregistry.repositories.uploadArtifacts' denied on resource 'x'",
      },
      'needs the role "Artifact Registry Writer"',
    ],
    [
      'the firewall of ACR',
      403,
      { registry: 'acme.azurecr.io', code: 'DENIED', words: "client with IP '1.2.3.4' is not allowed access." },
      'The firewall of acme.azurecr.io does not know the address of this runner',
    ],
    [
      'clocks that do not agree',
      401,
      { code: 'UNAUTHORIZED', words: 'invalid token: token used before issued' },
      'The clocks of this machine, of r.example.com and of its token server do not agree',
    ],
  ];

  test.each(CASES)('%s', (_, status, answer, hint) => {
    expect(told(status, answer).split('\n')[1]).toContain(hint);
  });
});
