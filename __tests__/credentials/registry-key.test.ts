import { describe, expect, test } from '@jest/globals';
import { bestEntry, keyFits, serverOf } from '../../src/credentials/registry-key.ts';

const HUB = { registry: 'docker.io', path: 'acme/app' };
const GHCR = { registry: 'ghcr.io', path: 'acme/app' };

describe('the keys of a docker configuration', () => {
  test.each([
    'docker.io',
    'index.docker.io',
    'https://index.docker.io/v1/',
    'https://index.docker.io/v1',
    'index.docker.io/v1/',
    'registry-1.docker.io',
    'https://registry-1.docker.io/v2/',
    'registry.hub.docker.com',
  ])('%s is Docker Hub', (key) => {
    expect(keyFits(key, HUB)).toBeDefined();
  });

  test.each([
    'xghcr.io',
    'ghcr.io.evil.example',
    'ghcr.io:443',
    'https://evil.example/ghcr.io',
    'evil.example/ghcr.io',
    'ghcr.io@evil.example',
    'ghcr.io/ac',
    'ghcr.io/acme/ap',
    'ghcr.io/other',
    '*.io',
    '',
  ])('%j is not ghcr.io/acme/app', (key) => {
    expect(keyFits(key, GHCR)).toBeUndefined();
  });

  test('a port is part of the host', () => {
    expect(keyFits('localhost:5000', { registry: 'localhost:5000', path: 'a' })).toBeDefined();
    expect(keyFits('localhost', { registry: 'localhost:5000', path: 'a' })).toBeUndefined();
  });

  test('the most specific name space wins, then the host as it is written', () => {
    const keys = ['https://ghcr.io/v2/', 'ghcr.io', 'ghcr.io/acme', 'ghcr.io/acme/app'];
    const best = (count: number) => bestEntry(new Map(keys.slice(0, count).map((key) => [key, 0])), GHCR)?.key;
    expect([1, 2, 3, 4].map(best)).toEqual(keys);
  });

  test('helpers are asked for Docker Hub under the name that docker stores it by', () => {
    expect([serverOf('docker.io'), serverOf('ghcr.io')]).toEqual(['https://index.docker.io/v1/', 'ghcr.io']);
  });
});
