import { describe, expect, test } from '@jest/globals';
import { rootsOf } from '../../../src/registry/http/base-urls.ts';
import { traitsOf } from '../../../src/registry/protocol/traits.ts';

describe('registries that are known by their host', () => {
  test.each([
    ['ghcr.io', 'GitHub Container Registry'],
    ['docker.io', 'Docker Hub'],
    ['123456789012.dkr.ecr.eu-west-1.amazonaws.com', 'Amazon ECR'],
    ['123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com', 'Amazon ECR'],
    ['123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn', 'Amazon ECR'],
    ['123456789012.dkr-ecr.eu-west-1.on.aws', 'Amazon ECR'],
    ['public.ecr.aws', 'Amazon ECR Public'],
    ['europe-docker.pkg.dev', 'Google Artifact Registry'],
    ['eu.gcr.io', 'Google Artifact Registry'],
    ['gcr.io', 'Google Artifact Registry'],
    ['quay.io', 'Quay'],
    ['acme.azurecr.io', 'Azure Container Registry'],
    ['registry.gitlab.com', 'GitLab Container Registry'],
  ])('%s is %s', (host, name) => {
    expect(traitsOf(host)).toMatchObject({ name, link: expect.stringMatching(/^https:/) });
  });

  test.each(['ghcr.io.evil.net', 'xghcr.io', 'ghcr.io:5000', 'evil-gcr.io', 'amazonaws.com.evil.net', 'quay.io.local'])(
    '%s is nobody that is known',
    (host) => {
      expect(traitsOf(host)).toEqual({ name: host, host: /^$/, link: '' });
    },
  );
});

describe('the scheme that a registry is asked by', () => {
  const origins = (host: string, insecure: boolean) => rootsOf(host, insecure).map(({ origin }) => origin);

  test('is https alone, unless the user allows more', () => {
    expect(origins('r.example.com:5000', false)).toEqual(['https://r.example.com:5000']);
    expect(origins('r.example.com:5000', true)).toEqual(['https://r.example.com:5000', 'http://r.example.com:5000']);
    expect(origins('10.0.0.1:5000', false)).toEqual(['https://10.0.0.1:5000']);
  });

  test('is http first on this machine', () => {
    for (const host of ['localhost:5000', '127.0.0.1:5000', '[::1]:5000']) {
      expect(origins(host, false)).toEqual([`http://${host}`, `https://${host}`]);
    }
  });

  test('is never http at a registry that is known', () => {
    expect(origins('ghcr.io', true)).toEqual(['https://ghcr.io']);
    expect(origins('docker.io', true)).toEqual(['https://registry-1.docker.io']);
  });
});
