import { describe, expect, test } from '@jest/globals';
import { PROXIES } from '../../support/strict-registry/behaviours/proxies.ts';
import { everyWay, pushAndValidate } from '../support/compatibility.ts';

describe('what stands in front of a registry', () => {
  test.each(everyWay(PROXIES))('%s: the image is whole (%s)', async (_, __, behaviour, way) => {
    const { requests } = await pushAndValidate(behaviour, way);
    expect(requests.map(({ headers }) => headers['user-agent'] ?? '')).toEqual(
      requests.map(() => expect.stringMatching(/^from-scratch\/\S+ \(\+https:\/\/\S+\)$/)),
    );
  });
});
