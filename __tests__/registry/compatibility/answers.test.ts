import { describe, expect, test } from '@jest/globals';
import { ANSWERS, LIES } from '../../../testing/strict-registry/behaviours/answers.ts';
import {
  behaviourNamed,
  everyWay,
  pushAndFail,
  pushAndValidate,
  WAYS,
  withRegistry,
} from '../support/compatibility.ts';
import { makeSampleImage, pushSample } from '../support/sample-push.ts';

const LATE = behaviourNamed(ANSWERS, 'blobs and manifests that are seen late');

describe('odd answers that mean success', () => {
  test.each(everyWay(ANSWERS.filter((each) => each !== LATE)))(
    '%s: the image is whole (%s)',
    async (_, __, behaviour, way) => {
      await pushAndValidate(behaviour, way);
    },
  );
});

describe('a registry that does not see at once what it has stored', () => {
  test.each(WAYS.map((way) => [way.way, way] as const))(
    'gets the whole image (%s)',
    async (_, { layer, chunkSize }) => {
      await withRegistry(
        [LATE],
        async (registry, { client }) => {
          const digest = await pushSample(client, makeSampleImage(500_000), layer);
          expect(registry.store.find('o/app')?.tags.get('v1')).toBe(digest);
        },
        { settings: { chunkSize } },
      );
    },
  );
});

describe('answers that name another digest', () => {
  test.each(LIES.map((behaviour) => [behaviour.name, behaviour] as const))('%s is an error', async (_, behaviour) => {
    const error = await pushAndFail(behaviour);
    expect(error.message).toMatch(/the registry says it stored sha256:0000/);
  });
});
