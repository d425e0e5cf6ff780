import { describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/errors.ts';
import type { Attachments } from '../../src/publish/attachments.ts';
import { publish, publishFailure } from '../../src/publish/publish.ts';
import { withRegistry } from '../registry/support/compatibility.ts';
import { DEFAULTS, instantClock, planForTag, recordedLog } from '../support/publishing.ts';
import { imageSet, testImage, testLayer } from '../support/test-images.ts';

const SET = () => imageSet([testImage({ layers: [testLayer('app')] })]);
const NEITHER = { hint: 'repair the second' };

describe('what hangs on the image, in two registries', () => {
  async function publishedTags(attachments: (second: string) => Attachments) {
    return withRegistry([], (one, { client: first }) =>
      withRegistry([], async (two, { client: second }) => {
        const targets = [first, second].map((client) => ({ client, plan: planForTag('1.0.0', ['1.0.0']) }));
        const ports = { log: recordedLog(), clock: instantClock(), attachments: attachments(two.host) };
        const error = publishFailure(await publish(SET(), targets, DEFAULTS, ports));
        return { error, tags: [one, two].map(({ store }) => store.find('o/app')?.tags.has('1.0.0') ?? false) };
      }),
    );
  }

  test('moves no tag in either where it cannot be written in one, and says why', async () => {
    const { error, tags } = await publishedTags((second) => ({
      prepare: async () => {},
      attach: async ({ repository }) => {
        if (repository.registry === second) throw new ActionError('registry', 'no referrers here', NEITHER);
      },
    }));
    expect(tags).toEqual([false, false]);
    expect(error).toMatchObject({ message: expect.stringMatching(/stay the same: no referrers here/), ...NEITHER });
  });

  test('is written everywhere before any tag is', async () => {
    const done: string[] = [];
    const { error, tags } = await publishedTags(() => ({
      prepare: async () => {},
      attach: async ({ repository }) => void done.push(repository.registry),
    }));
    expect({ error, tags }).toEqual({ error: undefined, tags: [true, true] });
    expect(done).toHaveLength(2);
  });

  test('is prepared once it is known that the image goes there, and not where a published version stays', async () => {
    const prepared: string[] = [];
    const attachments: Attachments = {
      prepare: async ({ repository }) => void prepared.push(repository.path),
      attach: async () => {},
    };
    await withRegistry([], async (_, { client }) => {
      const targets = [{ client, plan: planForTag('1.0.0', ['1.0.0']) }];
      const ports = { log: recordedLog(), clock: instantClock(), attachments };
      const relabelled = imageSet([
        testImage({
          layers: [testLayer('app')],
          runtime: { Entrypoint: ['/app'], Labels: { 'org.opencontainers.image.revision': 'another' } },
        }),
      ]);
      for (const set of [SET(), relabelled]) await publish(set, targets, DEFAULTS, ports);
    });
    expect(prepared).toEqual(['o/app']);
  });

  test('is attached where preparing failed, which says what is wrong', async () => {
    const { error, tags } = await publishedTags(() => ({
      prepare: async () => {
        throw new ActionError('registry', 'refused early');
      },
      attach: async () => {},
    }));
    expect({ error, tags }).toEqual({ error: undefined, tags: [true, true] });
  });
});
