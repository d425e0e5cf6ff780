import { describe, expect, test } from '@jest/globals';
import {
  HOSTILE_LOCATIONS,
  LOCATIONS,
  MISTAKEN_LOCATIONS,
} from '../../support/strict-registry/behaviours/locations.ts';
import { TOKENS } from '../../support/strict-registry/behaviours/tokens.ts';
import { startStrictRegistry } from '../../support/strict-registry/strict-registry.ts';
import { behaviourNamed, everyWay, failureOf, pushAndFail, pushAndValidate } from '../support/compatibility.ts';
import { connect } from '../support/connect.ts';
import { makeSampleImage, pushSample } from '../support/sample-push.ts';
import { tlsEndingDispatcher } from '../support/tls-ending.ts';

describe('where registries send an upload', () => {
  test.each(everyWay(LOCATIONS))('%s is followed (%s)', async (_, __, behaviour, way) => {
    await pushAndValidate(behaviour, way);
  });

  test('an upload on another port gets no credentials', async () => {
    const behaviours = [behaviourNamed(LOCATIONS, 'a Location on another port'), behaviourNamed(TOKENS, 'Bearer')];
    const registry = await startStrictRegistry({ behaviours });
    const connection = connect(registry.host);
    try {
      await pushSample(connection.client, makeSampleImage(200_000), 'growing');
      const elsewhere = registry.requests.filter(({ server }) => server === 'storage');
      expect(elsewhere.length).toBeGreaterThan(0);
      expect(elsewhere.filter(({ headers }) => headers.authorization !== undefined)).toEqual([]);
      expect(registry.violations).toEqual([]);
    } finally {
      await connection.close();
      await registry.close();
    }
  });

  test('a registry that takes itself for HTTP behind a proxy that ends TLS is asked by https at its own address', async () => {
    const behaviours = [behaviourNamed(LOCATIONS, 'an absolute Location'), behaviourNamed(TOKENS, 'Bearer')];
    const registry = await startStrictRegistry({ behaviours });
    const { dispatcher, plain } = tlsEndingDispatcher();
    const connection = connect(registry.host, { dispatcher });
    try {
      await pushSample(connection.client, makeSampleImage(200_000), 'growing');
      expect(registry.violations).toEqual([]);
      expect(registry.requests.map(({ endpoint }) => endpoint)).toEqual(expect.arrayContaining(['token', 'upload']));
      // On loopback HTTP is tried first; nothing goes there once https was found.
      expect(plain.filter((line) => !/^POST .*uploads\/$|^HEAD /.test(line))).toEqual([]);
    } finally {
      await connection.close();
      await registry.close();
    }
  });

  test.each(MISTAKEN_LOCATIONS.map((behaviour) => [behaviour.name, behaviour] as const))(
    '%s is told as the mistake that it is',
    async (_, behaviour) => {
      const { hint } = await pushAndFail(behaviour, { settings: { retryFor: 2000 } });
      expect(hint).toContain('names its own addresses with another port, or without one (127.0.0.1)');
      expect(hint).toContain('nginx: proxy_set_header Host $http_host');
    },
  );

  test.each(HOSTILE_LOCATIONS.map((behaviour) => [behaviour.name, behaviour] as const))(
    '%s is not followed',
    async (_, behaviour) => {
      const registry = await startStrictRegistry({ behaviours: [behaviour] });
      const connection = connect(registry.host);
      try {
        const error = await failureOf(pushSample(connection.client, makeSampleImage(1000), 'ready'));
        expect(error.message).toMatch(
          /Uploading the (layer|config) .* failed: .*is a link-local address, so it is not followed/,
        );
      } finally {
        await connection.close();
        await registry.close();
      }
    },
  );
});
