import { describe, expect, test } from '@jest/globals';
import { parseDockerConfig } from '../../src/credentials/docker-config.ts';

describe('the docker configuration', () => {
  test('a byte order mark and fields that are nobody else’s business are taken', () => {
    const parsed = parseDockerConfig(
      '\uFEFF{"auths":{"ghcr.io":{"auth":"dTpw","email":"x"}},"proxies":{"default":1}}',
      'x',
    );
    expect(parsed.auths.get('ghcr.io')).toEqual({ auth: 'dTpw' });
  });

  test.each([
    ['{"auths": {"ghcr.io": {"auth": "c2VjcmV0"', 'is not valid JSON'],
    ['[]', 'the document is not an object'],
    ['{"auths": []}', 'auths is not an object'],
    ['{"auths": {"ghcr.io": "dTpw"}}', 'auths["ghcr.io"] is not an object'],
    ['{"credHelpers": {"ghcr.io": 1}}', 'credHelpers["ghcr.io"] is not a text'],
    ['{"credsStore": {}}', 'credsStore is not a text'],
  ])('%s is refused by name, without repeating a piece of it', (broken, what) => {
    expect(() => parseDockerConfig(broken, '/root/.docker/config.json')).toThrow(
      new RegExp(`^/root/\\.docker/config\\.json cannot be used .*${what.replace(/[[\]]/g, '\\$&')}$`),
    );
    expect(() => parseDockerConfig(broken, 'x')).not.toThrow(/c2VjcmV0/);
  });
});
