import { describe, expect, test } from '@jest/globals';
import type { RepositoryReport } from '../../src/publish/publish-report.ts';
import { MemoryRegistry } from '../support/memory-registry.ts';
import { planFor, planForTag, publishTo, pushOf } from '../support/publishing.ts';
import { imageSet, testImage, testLayer } from '../support/test-images.ts';

const app = (content: string) => imageSet([testImage({ layers: [testLayer(content)] })]);
const release = (registry: MemoryRegistry, version: string) =>
  publishTo(registry.client(), planForTag(version), app(version));
const states = ({ tags }: RepositoryReport) => Object.fromEntries(tags.map(({ name, state }) => [name, state]));

describe('versions that differ in their build metadata alone', () => {
  test('move the tags in the order of their publishing', async () => {
    const registry = new MemoryRegistry();
    await release(registry, '1.4.2+k3s9');
    const later = await release(registry, '1.4.2+k3s10');
    expect(states(later)).toEqual({ '1.4.2_k3s10': 'written', '1.4': 'moved', '1': 'moved', latest: 'moved' });
  });

  test('a second run of the earlier one takes nothing back, and says why', async () => {
    const registry = new MemoryRegistry();
    await release(registry, '1.4.2+k3s1');
    await release(registry, '1.4.2+k3s2');
    const before = registry.tags();
    const again = await release(registry, '1.4.2+k3s1');
    expect(registry.tags()).toEqual(before);
    expect(states(again)).toEqual({
      '1.4.2_k3s1': 'unchanged',
      '1.4': 'left alone',
      '1': 'left alone',
      latest: 'left alone',
    });
    expect(again.tags.find(({ name }) => name === 'latest')?.reason).toBe(
      'it stands at 1.4.2_k3s2, another build of this version',
    );
  });

  test('a second run of the later one changes nothing, and its tags are its own', async () => {
    const registry = new MemoryRegistry();
    await release(registry, '1.4.2');
    await release(registry, '1.4.2+fips');
    expect(states(await release(registry, '1.4.2+fips'))).toMatchObject({ '1.4': 'unchanged', latest: 'unchanged' });
  });

  test('a run that did not get to its moving tags is completed by a second one', async () => {
    const registry = new MemoryRegistry();
    await release(registry, '1.4.1');
    await publishTo(registry.client(), planFor(pushOf('refs/tags/v1.4.2'), ['{{version}}']), app('1.4.2'));
    expect(states(await release(registry, '1.4.2'))).toEqual({
      '1.4.2': 'unchanged',
      '1.4': 'moved',
      '1': 'moved',
      latest: 'moved',
    });
  });

  test('latest: true takes it back all the same', async () => {
    const registry = new MemoryRegistry();
    await release(registry, '1.4.2+k3s1');
    await release(registry, '1.4.2+k3s2');
    const plan = planFor(pushOf('refs/tags/v1.4.2+k3s1'), ['auto'], { latest: true });
    expect(states(await publishTo(registry.client(), plan, app('1.4.2+k3s1')))).toMatchObject({ latest: 'moved' });
  });
});
