import { describe, expect, test } from '@jest/globals';
import { HOSTILE_ERRORS, REFUSALS } from '../../../testing/strict-registry/behaviours/refusals.ts';
import { behaviourNamed, failureOf, pushAndFail, withRegistry } from '../support/compatibility.ts';
import { makeSampleImage, pushSample } from '../support/sample-push.ts';

const IMMUTABLE = REFUSALS.filter(({ name }) => name.startsWith('an immutable tag'));

describe('what registries refuse for good', () => {
  test.each(
    REFUSALS.filter((behaviour) => !IMMUTABLE.includes(behaviour)).map(
      (behaviour) => [behaviour.name, behaviour] as const,
    ),
  )('%s: one error with the words of the registry', async (_, behaviour) => {
    const error = await pushAndFail(behaviour);
    const { writes, manifestWrites, tokenGet, mediaTypes } = behaviour.quirks ?? {};
    expect(error.message).toContain((writes ?? manifestWrites ?? tokenGet ?? mediaTypes?.answer)?.message);
    expect(error.hint ?? '').not.toBe('');
  });

  test.each(IMMUTABLE.map((behaviour) => [behaviour.name, behaviour] as const))(
    '%s: other content is an error, the same content is none',
    async (_, behaviour) => {
      await withRegistry([behaviour], async (__, { client }) => {
        const image = makeSampleImage(1000);
        const digest = await pushSample(client, image, 'ready');
        expect(await pushSample(client, image, 'ready')).toBe(digest);
        const error = await failureOf(pushSample(client, makeSampleImage(2000), 'ready'));
        expect(error.message).toMatch(/^Writing the manifest .*:v1 failed: 4/);
      });
    },
  );

  test.each(
    IMMUTABLE.filter(({ name }) => !name.includes('Hub')).map((behaviour) => [behaviour.name, behaviour] as const),
  )('%s: the hint says what an immutable tag is', async (_, behaviour) => {
    await withRegistry([behaviour], async (__, { client }) => {
      await pushSample(client, makeSampleImage(1000), 'ready');
      const error = await failureOf(pushSample(client, makeSampleImage(2000), 'ready'));
      expect(error.hint).toMatch(/keeps this tag as it is/);
    });
  });
});

test.each(['a registry that is read-only', 'manifests that nobody may write'])(
  '%s: the hint says that nothing can be uploaded there',
  async (name) => {
    const error = await pushAndFail(behaviourNamed(REFUSALS, name));
    expect(error.hint).toMatch(/takes no uploads here: it is read-only/);
  },
);

describe('errors that are meant to harm', () => {
  test.each(HOSTILE_ERRORS.map((behaviour) => [behaviour.name, behaviour] as const))(
    '%s: one harmless line',
    async (_, behaviour) => {
      const { message } = await pushAndFail(behaviour);
      expect(message).toMatch(/ failed: 403/);
      expect(message).not.toMatch(/::|##\[|[\r\n]/);
      expect(message.length).toBeLessThan(1200);
    },
  );

  test('an error that is compressed though nobody asked for it is read', async () => {
    const behaviour = behaviourNamed(HOSTILE_ERRORS, 'an error that is compressed though nobody asked for it');
    expect((await pushAndFail(behaviour)).message).toContain('failed: 403 DENIED no (');
  });

  test('an error body without end is read to 64 KiB', async () => {
    const behaviour = behaviourNamed(HOSTILE_ERRORS, 'an error body without end');
    await withRegistry([behaviour], async (_, { client, host }) => {
      expect((await failureOf(pushSample(client, makeSampleImage(1000), 'ready'))).message).toContain('failed: 403');
      // Waiting for the end would be a time-out, and that is tried again.
      expect(host.traffic().retries).toBe(0);
    });
  });
});
