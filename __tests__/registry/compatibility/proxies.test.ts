import { describe, expect, test } from '@jest/globals';
import { PROXIES } from '../../support/strict-registry/behaviours/proxies.ts';
import { behaviourNamed, everyWay, pushAndValidate, WAYS } from '../support/compatibility.ts';

describe('what stands in front of a registry', () => {
  test.each(everyWay(PROXIES))('%s: the image is whole (%s)', async (_, __, behaviour, way) => {
    const { requests } = await pushAndValidate(behaviour, way);
    expect(requests.map(({ headers }) => headers['user-agent'] ?? '')).toEqual(
      requests.map(() => expect.stringMatching(/^from-scratch\/\S+ \(\+https:\/\/\S+\)$/)),
    );
  });
});

describe('cookies', () => {
  test('are those of one upload, and nobody else gets them', async () => {
    const { requests } = await pushAndValidate(
      behaviourNamed(PROXIES, 'a load balancer that finds a session by its cookie'),
      WAYS[2],
    );
    for (const { endpoint, path, headers } of requests) {
      expect(headers.cookie).toBe(endpoint === 'upload' ? `registry=${path.split('/').at(-1)}` : undefined);
    }
  });

  test('stay with the origin that set them', async () => {
    const behaviour = { name: 'uploads elsewhere', quirks: { location: 'other-port', sessionCookie: true } } as const;
    const { requests } = await pushAndValidate(behaviour, WAYS[2]);
    const stored = requests.filter(({ server }) => server === 'storage');
    expect(stored.map(({ headers }) => headers.cookie ?? '')).toContainEqual(expect.stringMatching(/^storage=/));
    expect(stored.filter(({ headers }) => headers.cookie?.includes('registry'))).toEqual([]);
  });
});
