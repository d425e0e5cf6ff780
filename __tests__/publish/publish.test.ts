import { describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/errors.ts';
import { publishFailure } from '../../src/publish/publish.ts';
import { MemoryRegistry, refusal } from '../support/memory-registry.ts';
import { planForTag, publishAll, publishTo } from '../support/publishing.ts';
import { imageSet, testImage, testLayer } from '../support/test-images.ts';

const APP = imageSet([testImage()]);

describe('publishing one image under one explicit tag', () => {
  test('pushes the blobs and then puts the manifest straight to the tag', async () => {
    const registry = new MemoryRegistry();
    const report = await publishTo(registry.client(), planForTag('1.0.0', ['test']), APP);
    expect(report).toMatchObject({ outcome: 'published', tags: [{ name: 'test', state: 'written' }] });
    expect(registry.operations).toEqual([
      'GET manifest test',
      'PUSH binary',
      'PUSH configuration for linux/amd64',
      'PUT manifest test',
    ]);
    expect(registry.tags()).toEqual({ test: report.image?.digest });
  });

  test('waits for diff ids before it sends anything where something is behind the tag, and not where it is new', async () => {
    const expected: string[] = [];
    const registry = new MemoryRegistry();
    for (const content of ['one', 'two']) {
      const layer = { ...testLayer(content), expectDiffId: () => void expected.push(content) };
      await publishTo(registry.client(), planForTag('1.0.0', ['test']), imageSet([testImage({ layers: [layer] })]));
    }
    expect(expected).toEqual(['two']);
  });

  test('asks once and sends nothing where the tag stands at this image already', async () => {
    const registry = new MemoryRegistry();
    const first = await publishTo(registry.client(), planForTag('1.0.0', ['test']), APP);
    registry.operations.length = 0;
    const again = await publishTo(registry.client(), planForTag('1.0.0', ['test']), imageSet([testImage()]));
    expect(registry.operations).toEqual(['GET manifest test']);
    expect(again).toMatchObject({ outcome: 'unchanged', image: { digest: first.image?.digest } });
    expect(again.platforms[0]?.layers[0]).toMatchObject({ uploaded: 'existed' });
  });

  test.each(['GET manifest test', 'PUSH binary'])('that is cancelled at %s says what became of its tag', async (at) => {
    const registry = new MemoryRegistry();
    registry.interfere = (operation) => {
      if (operation === at) throw new ActionError('cancelled', 'The run was cancelled (SIGTERM)');
    };
    const { error } = await publishTo(registry.client(), planForTag('1.0.0', ['test']), APP);
    const told = 'The run was cancelled (SIGTERM) (tags of registry.example.com/acme/app: no tag was moved)';
    expect(error).toMatchObject({ code: 'cancelled', message: told });
  });

  test('sends only the layer that changed', async () => {
    const registry = new MemoryRegistry();
    await publishTo(
      registry.client(),
      planForTag('1.0.0', ['test']),
      imageSet([testImage({ layers: [testLayer('kit'), testLayer('one')] })]),
    );
    registry.operations.length = 0;
    const layers = [testLayer('kit'), testLayer('two')];
    const report = await publishTo(registry.client(), planForTag('1.0.0', ['test']), imageSet([testImage({ layers })]));
    expect(registry.operations.filter((operation) => operation.startsWith('PUSH')).toSorted()).toEqual([
      'PUSH configuration for linux/amd64',
      'PUSH two',
    ]);
    expect(report.platforms[0]?.layers.map(({ uploaded }) => uploaded)).toEqual(['existed', 'sent']);
    expect(report.tags).toEqual([{ name: 'test', state: 'moved' }]);
  });

  test('sends a blob again where the registry has lost it before the manifest', async () => {
    const registry = new MemoryRegistry();
    let lost = false;
    registry.interfere = (operation) => {
      if (lost || operation !== 'PUT manifest test') return;
      lost = true;
      registry.repository().blobs.clear();
    };
    const report = await publishTo(registry.client(), planForTag('1.0.0', ['test']), APP);
    expect(report.outcome).toBe('published');
    expect(registry.repository().blobs.size).toBe(2);
  });
});

describe('publishing to several repositories', () => {
  test('one that refuses stops no other, and the error names it', async () => {
    const [good, bad, other] = [
      new MemoryRegistry('a.example'),
      new MemoryRegistry('b.example'),
      new MemoryRegistry('c.example'),
    ];
    bad.interfere = () => {
      throw refusal(403, 'DENIED');
    };
    const layer = testLayer('binary');
    const plan = planForTag('1.0.0');
    const report = await publishAll(
      [good, bad, other].map((registry) => ({ client: registry.client(), plan })),
      imageSet([testImage({ layers: [layer] })]),
    );
    expect(report.repositories.map(({ outcome }) => outcome)).toEqual(['published', 'failed', 'published']);
    expect(publishFailure(report)?.message).toMatch(
      /^a\.example\/acme\/app, c\.example\/acme\/app have the image; it failed for b\.example\/acme\/app: .*403 DENIED/,
    );
    expect(Object.keys(good.tags())).toEqual(['1', '1.0', '1.0.0', 'latest']);
  });

  test('a second repository on the same registry mounts what the first one got', async () => {
    const registry = new MemoryRegistry();
    const plan = planForTag('1.0.0', ['test']);
    const report = await publishAll(
      ['acme/app', 'acme/copy'].map((path) => ({ client: registry.client(path), plan })),
      APP,
    );
    expect(report.repositories.map(({ platforms }) => platforms[0]?.layers[0]?.uploaded)).toEqual(['sent', 'mounted']);
  });
});
