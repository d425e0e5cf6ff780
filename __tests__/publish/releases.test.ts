import { describe, expect, test } from '@jest/globals';
import type { RepositoryReport } from '../../src/publish/publish-report.ts';
import { MemoryRegistry, refusal } from '../support/memory-registry.ts';
import { planFor, planForTag, publishAll, publishTo, pushOf, recordedLog } from '../support/publishing.ts';
import { imageSet, testImage, testLayer } from '../support/test-images.ts';

const app = (content: string, created?: string) =>
  imageSet([
    testImage({ layers: [testLayer('kit'), testLayer(content)], ...(created === undefined ? {} : { created }) }),
  ]);

async function release(registry: MemoryRegistry, version: string, content = version): Promise<RepositoryReport> {
  return publishTo(registry.client(), planForTag(version), app(content));
}

const states = ({ tags }: RepositoryReport) => Object.fromEntries(tags.map(({ name, state }) => [name, state]));

describe('releases one after the other', () => {
  test('the first writes all its tags, the exact version before those that move', async () => {
    const registry = new MemoryRegistry();
    const report = await release(registry, '1.4.2');
    expect(states(report)).toEqual({ '1.4.2': 'written', '1.4': 'written', '1': 'written', latest: 'written' });
    const puts = registry.operations.filter((operation) => operation.startsWith('PUT'));
    expect(puts[0]).toBe('PUT manifest 1.4.2');
    expect(puts).toHaveLength(4);
  });

  test('v1.1.1 after v2.5.2 leaves latest alone and says why', async () => {
    const registry = new MemoryRegistry();
    const newest = await release(registry, '2.5.2');
    await release(registry, '1.1.0');
    const report = await release(registry, '1.1.1');
    expect(states(report)).toEqual({ '1.1.1': 'written', '1.1': 'moved', '1': 'moved', latest: 'left alone' });
    expect(report.tags.find(({ name }) => name === 'latest')?.reason).toBe('2.5.2 is published and higher');
    expect(registry.tags()['latest']).toBe(newest.image?.digest);
  });

  test('v1.1.1 after v1.2.0 moves only its own minor', async () => {
    const registry = new MemoryRegistry();
    await release(registry, '1.2.0');
    const report = await release(registry, '1.1.1');
    expect(states(report)).toEqual({ '1.1.1': 'written', '1.1': 'written', '1': 'left alone', latest: 'left alone' });
  });

  test('v2.0.0-rc.1 writes only itself, and the stable one after it is the latest', async () => {
    const registry = new MemoryRegistry();
    await release(registry, '1.0.0');
    expect(states(await release(registry, '2.0.0-rc.1'))).toEqual({ '2.0.0-rc.1': 'written' });
    expect(states(await release(registry, '1.0.1'))).toMatchObject({ latest: 'moved' });
  });

  test('v0.3.0 has no tag 0', async () => {
    const registry = new MemoryRegistry();
    expect(Object.keys(states(await release(registry, '0.3.0')))).toEqual(['0.3.0', '0.3', 'latest']);
  });

  test('latest: true goes back, the other tags do not', async () => {
    const registry = new MemoryRegistry();
    await release(registry, '2.0.0');
    const plan = planFor(pushOf('refs/tags/v1.0.0'), ['auto'], { latest: true });
    const report = await publishTo(registry.client(), plan, app('1.0.0'));
    expect(states(report)).toEqual({ '1.0.0': 'written', '1.0': 'written', '1': 'written', latest: 'moved' });
  });
});

describe('moving tags without the version itself', () => {
  const publish = (registry: MemoryRegistry, tags: readonly string[], content: string, version = '1.4.2') =>
    publishTo(registry.client(), planForTag(version, tags), app(content));

  test.each([
    ['one', ['{{major}}']],
    ['latest', ['latest']],
    ['several', ['{{major}}', '{{major}}.{{minor}}', 'latest']],
  ])('%s, and again: all is asked at once, and nothing is sent', async (_, tags) => {
    const registry = new MemoryRegistry();
    const first = await publish(registry, tags, 'one');
    registry.operations.length = 0;
    const again = await publish(registry, tags, 'one');
    expect(again).toMatchObject({ outcome: 'unchanged', image: { digest: first.image?.digest } });
    expect(new Set(Object.values(states(again)))).toEqual(new Set(['unchanged']));
    const asked = first.tags.map(({ name }) => `GET manifest ${name}`);
    expect(registry.operations.toSorted()).toEqual([...asked, 'LIST tags'].toSorted());
  });

  test('other content moves them', async () => {
    const registry = new MemoryRegistry();
    await publish(registry, ['{{major}}', 'latest'], 'one');
    const report = await publish(registry, ['{{major}}', 'latest'], 'two', '1.4.3');
    expect(report.outcome).toBe('published');
    expect(states(report)).toEqual({ '1': 'moved', latest: 'moved' });
  });
});

describe('the same version again', () => {
  test('the same bytes from another commit: the published manifest stays, nothing is sent', async () => {
    const registry = new MemoryRegistry();
    const first = await publishTo(registry.client(), planForTag('1.0.0'), app('one', '2026-01-01T00:00:00Z'));
    registry.operations.length = 0;
    const layers = [testLayer('kit'), testLayer('one')];
    const again = await publishTo(
      registry.client(),
      planForTag('1.0.0'),
      imageSet([
        testImage({
          layers,
          created: '2026-02-02T00:00:00Z',
          runtime: { Entrypoint: ['/app'], Labels: { 'org.opencontainers.image.revision': 'x' } },
        }),
      ]),
    );
    expect(again).toMatchObject({ outcome: 'kept', image: { digest: first.image?.digest } });
    expect(new Set(Object.values(states(again)))).toEqual(new Set(['unchanged']));
    expect(registry.operations.filter((operation) => /^PU/.test(operation))).toEqual([]);
  });

  test('moving tags that a run left behind are completed', async () => {
    const registry = new MemoryRegistry();
    const first = await release(registry, '1.0.0');
    registry.repository().tags.delete('latest');
    const again = await release(registry, '1.0.0');
    expect(states(again)).toEqual({ '1.0.0': 'unchanged', '1.0': 'unchanged', '1': 'unchanged', latest: 'written' });
    expect(registry.tags()['latest']).toBe(first.image?.digest);
  });

  test.each([
    ['other bytes', app('two')],
    [
      'another entrypoint',
      imageSet([testImage({ layers: [testLayer('kit'), testLayer('one')], runtime: { Entrypoint: ['/other'] } })]),
    ],
    [
      'a label that the user set',
      imageSet([
        testImage({
          layers: [testLayer('kit'), testLayer('one')],
          runtime: { Entrypoint: ['/app'], Labels: { team: 'x' } },
        }),
      ]),
    ],
    [
      'another platform',
      imageSet([testImage({ layers: [testLayer('kit'), testLayer('one')], platform: 'linux/arm64' })]),
    ],
  ])('%s: an error with both digests and the ways out, and nothing moved', async (_, other) => {
    const registry = new MemoryRegistry();
    const first = await publishTo(registry.client(), planForTag('1.0.0'), app('one'));
    const before = registry.tags();
    const { error, tags } = await publishTo(registry.client(), planForTag('1.0.0'), other);
    expect(error).toMatchObject({
      code: 'tag',
      hint: expect.stringMatching(/overwrite: true.*merge: registry\.example\.com\/acme\/app@sha256/),
    });
    const fresh = await publishTo(new MemoryRegistry().client(), planForTag('1.0.0'), other);
    expect(String(error)).toContain(first.image?.digest);
    expect(String(error)).toContain(fresh.image?.digest);
    expect(tags).toEqual([]);
    expect(registry.tags()).toEqual(before);
  });

  test('overwrite: true replaces it', async () => {
    const registry = new MemoryRegistry();
    await release(registry, '1.0.0', 'one');
    const report = await publishTo(registry.client(), planForTag('1.0.0'), app('two'), { overwrite: true });
    expect(states(report)).toMatchObject({ '1.0.0': 'moved', latest: 'moved' });
  });

  test('an explicit version tag is as safe as an automatic one', async () => {
    const registry = new MemoryRegistry();
    await publishTo(registry.client(), planForTag('1.0.0', ['v1.0.0']), app('one'));
    const report = await publishTo(registry.client(), planForTag('1.0.0', ['v1.0.0', 'other']), app('two'));
    expect(report.error).toMatchObject({ code: 'tag' });
    expect(Object.keys(registry.tags())).toEqual(['v1.0.0']);
  });

  test('a version that one registry has with other content is written to none', async () => {
    const [held, empty] = [new MemoryRegistry('held.example'), new MemoryRegistry('empty.example')];
    await release(held, '1.0.0', 'one');
    const plan = planForTag('1.0.0');
    const targets = [held, empty].map((registry) => ({ client: registry.client(), plan }));
    const { repositories } = await publishAll(targets, app('two'));
    expect(repositories.map(({ outcome }) => outcome)).toEqual(['failed', 'failed']);
    expect(empty.tags()).toEqual({});
  });
});

describe('tags that cannot be read or written', () => {
  test('an unreadable list moves nothing and warns', async () => {
    const registry = new MemoryRegistry();
    registry.interfere = (operation) => {
      if (operation === 'LIST tags') throw refusal(403, 'DENIED');
    };
    const log = recordedLog();
    const report = await publishTo(registry.client(), planForTag('1.0.0'), app('one'), {}, log);
    expect(states(report)).toEqual({
      '1.0.0': 'written',
      '1.0': 'left alone',
      '1': 'left alone',
      latest: 'left alone',
    });
    expect(log.lines.filter((line) => line.startsWith('warning'))).toEqual([
      expect.stringMatching(
        /^warning: The tags of registry\.example\.com\/acme\/app cannot be read, so 1\.0, 1, latest were not moved/,
      ),
    ]);
  });

  test('a list that can be read once something is there is read again', async () => {
    const registry = new MemoryRegistry();
    registry.interfere = (operation) => {
      if (operation === 'LIST tags' && Object.keys(registry.tags()).length === 0) throw refusal(403, 'DENIED');
    };
    expect(states(await release(registry, '1.0.0'))).toMatchObject({ latest: 'written' });
  });

  test.each([200, 403])('a latest that cannot be read (%d) is moved all the same', async (status) => {
    const registry = new MemoryRegistry();
    await release(registry, '1.0.0');
    registry.interfere = (operation) => {
      if (operation === 'GET manifest latest') throw refusal(status);
    };
    expect(states(await release(registry, '1.0.1'))).toMatchObject({ '1.0.1': 'written', latest: 'moved' });
  });

  test('an exact version that cannot be read is not overwritten', async () => {
    const registry = new MemoryRegistry();
    registry.interfere = (operation) => {
      if (operation === 'GET manifest 1.0.0') throw refusal(403, 'DENIED');
    };
    expect((await release(registry, '1.0.0')).outcome).toBe('failed');
    expect(registry.tags()).toEqual({});
  });

  test('an exact version that is not an image is named, and overwritten only with overwrite: true', async () => {
    const registry = new MemoryRegistry();
    registry.interfere = (operation) => {
      if (operation === 'GET manifest 1.0.0' && !registry.tags()['1.0.0'])
        throw refusal(200, 'it is an image of schema 1');
    };
    expect((await release(registry, '1.0.0')).error).toMatchObject({
      code: 'tag',
      message: expect.stringMatching(/acme\/app:1\.0\.0 is published and is not an image .*schema 1/),
      hint: expect.stringContaining('overwrite: true'),
    });
    expect(registry.tags()).toEqual({});
    const report = await publishTo(registry.client(), planForTag('1.0.0'), app('1.0.0'), { overwrite: true });
    expect(states(report)).toMatchObject({ '1.0.0': 'moved' });
  });

  test('an exact version with an artifact behind it is told with its media type', async () => {
    const registry = new MemoryRegistry();
    const type = 'application/vnd.example.thing+json';
    const held = registry.repository();
    const bytes = Buffer.from('{}');
    const digest = `sha256:${'1'.repeat(64)}` as const;
    held.manifests.set(digest, { bytes, descriptor: { mediaType: type, digest, size: 2 } });
    held.tags.set('1.0.0', digest);
    expect(String((await release(registry, '1.0.0')).error)).toContain(`which is not an image but ${type}`);
  });

  test('a latest that does not answer holds nothing up: it is asked for once', async () => {
    const registry = new MemoryRegistry();
    await release(registry, '1.0.0');
    registry.operations.length = 0;
    registry.interfere = (operation) => {
      if (operation === 'GET manifest latest') throw refusal(503);
    };
    const client = registry.client();
    const asked: string[] = [];
    const { tryManifest } = client;
    client.tryManifest = (reference, milliseconds) => {
      asked.push(`${reference} ${milliseconds}`);
      return tryManifest.call(client, reference, milliseconds);
    };
    expect(states(await publishTo(client, planForTag('1.0.1'), app('1.0.1')))).toMatchObject({ latest: 'moved' });
    expect(asked).toEqual(['latest 1000', '1.0.1 1000']);
  });

  test('a list without an end is read once', async () => {
    const registry = new MemoryRegistry();
    registry.interfere = (operation) => {
      if (operation === 'LIST tags') throw refusal(200, 'there are more than 1000 pages');
    };
    expect(states(await release(registry, '1.0.0'))).toMatchObject({ latest: 'left alone' });
    expect(registry.operations.filter((operation) => operation === 'LIST tags')).toHaveLength(1);
  });

  test('a re-run asks for the list once', async () => {
    const registry = new MemoryRegistry();
    await release(registry, '1.0.0');
    registry.operations.length = 0;
    await release(registry, '1.0.0');
    expect(registry.operations.filter((operation) => operation === 'LIST tags')).toHaveLength(1);
  });

  test('a failure between two tags says which were written and which were not', async () => {
    const registry = new MemoryRegistry();
    registry.interfere = (operation) => {
      if (operation === 'PUT manifest 1') throw refusal(500);
    };
    const report = await release(registry, '1.0.0');
    expect(report.outcome).toBe('failed');
    expect(String(report.error)).toMatch(
      /tags of registry\.example\.com\/acme\/app: already written: 1\.0\.0, 1\.0, latest; not written: 1\)/,
    );
    expect(states(report)).toEqual({ '1.0.0': 'written', '1.0': 'written', '1': 'failed', latest: 'written' });
  });
});

describe('two releases at once', () => {
  test.each([
    ['1.2.3', '1.2.4'],
    ['1.2.4', '1.2.3'],
    ['1.2.4', '2.0.0'],
  ])('%s and %s end with every tag at the highest version of its range, in any order of steps', async (one, other) => {
    for (let seed = 0; seed < 60; seed += 1) {
      const registry = new MemoryRegistry();
      let state = seed * 7919 + 1;
      registry.interfere = async () => {
        state = (state * 1103515245 + 12345) % 2147483648;
        for (let turn = state % 13; turn > 0; turn -= 1) await Promise.resolve();
        if (state % 5 === 0) await new Promise((resolve) => setImmediate(resolve));
      };
      const [a, b] = await Promise.all([release(registry, one), release(registry, other)]);
      const higher = one > other ? a : b;
      expect(registry.tags()['latest']).toBe(higher?.image?.digest);
      const major = (text: string) => text.split('.')[0] ?? '';
      if (major(one) === major(other)) expect(registry.tags()['1']).toBe(higher?.image?.digest);
      else expect(registry.tags()['1']).toBe(a?.image?.digest);
    }
  });

  test('the lower one says so', async () => {
    const registry = new MemoryRegistry();
    const log = recordedLog();
    let done = false;
    registry.interfere = async (operation) => {
      if (done || operation !== 'PUT manifest latest') return;
      done = true;
      await release(registry, '1.2.4');
    };
    const report = await publishTo(registry.client(), planForTag('1.2.3'), app('1.2.3'), {}, log);
    expect(report.tags.find(({ name }) => name === 'latest')).toEqual({
      name: 'latest',
      state: 'left alone',
      reason: '1.2.4 was published in the meantime',
    });
    expect(log.lines).toContain('notice: 1.2.4 was published while this ran, so latest was given to it');
    expect(registry.tags()['latest']).toBe(registry.tags()['1.2.4']);
  });
});
