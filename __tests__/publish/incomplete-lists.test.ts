import { describe, expect, test } from '@jest/globals';
import type { RepositoryReport } from '../../src/publish/publish-report.ts';
import type { RegistryClient } from '../../src/registry/api.ts';
import { MemoryRegistry } from '../support/memory-registry.ts';
import { planFor, planForTag, publishTo, pushOf, recordedLog } from '../support/publishing.ts';
import { imageSet, testImage, testLayer } from '../support/test-images.ts';

const app = (content: string) => imageSet([testImage({ layers: [testLayer(content)] })]);
const states = ({ tags }: RepositoryReport) => Object.fromEntries(tags.map(({ name, state }) => [name, state]));

type Lists = (all: readonly string[], count: number) => readonly string[] | undefined;

/** A registry whose list of tags is another one than it should be. */
function withLists(registry: MemoryRegistry, lists: Lists): RegistryClient {
  const client = registry.client();
  const listAll = client.listTags.bind(client);
  let count = 0;
  client.listTags = async (keep = () => true) => {
    count += 1;
    return lists((await listAll()) ?? [], count)?.filter(keep);
  };
  return client;
}

async function registryWith(...versions: string[]): Promise<MemoryRegistry> {
  const registry = new MemoryRegistry();
  for (const version of versions) await publishTo(registry.client(), planForTag(version), app(version));
  return registry;
}

describe('a list that lacks a tag that is there', () => {
  test.each<[string, Lists]>([
    ['none, as a registry without the route answers', () => undefined],
    ['an empty one', () => []],
    ['one that is cut', (all) => all.slice(0, 1)],
  ])('%s: no moving tag is written, and why is said', async (_, lists) => {
    const registry = await registryWith('2.0.0');
    const log = recordedLog();
    const report = await publishTo(withLists(registry, lists), planForTag('1.4.2'), app('1.4.2'), {}, log);
    expect(states(report)).toEqual({
      '1.4.2': 'written',
      '1.4': 'left alone',
      '1': 'left alone',
      latest: 'left alone',
    });
    expect(registry.tags()['latest']).toBe(registry.tags()['2.0.0']);
    expect(log.lines.filter((line) => line.startsWith('warning'))).toEqual([
      expect.stringContaining('(their list lacks latest, which is there)'),
    ]);
  });

  test('a moving tag alone, without the version itself, stays as well', async () => {
    const registry = await registryWith('2.0.0', '1.4.2');
    const plan = planForTag('1.4.1', ['{{major}}']);
    const report = await publishTo(
      withLists(registry, () => []),
      plan,
      app('1.4.1'),
    );
    expect(states(report)).toEqual({ '1': 'left alone' });
    expect(registry.tags()['1']).toBe(registry.tags()['1.4.2']);
  });

  test('is asked for once more, since another run may have written the tag in between', async () => {
    const registry = await registryWith('1.4.1');
    const client = withLists(registry, (all, count) => (count === 1 ? [] : all));
    expect(states(await publishTo(client, planForTag('1.4.2'), app('1.4.2')))).toMatchObject({ latest: 'moved' });
  });

  test('does not matter where the run does not write that tag', async () => {
    const registry = await registryWith('1.4.1');
    const client = withLists(registry, (all) => all.filter((tag) => tag !== 'latest'));
    const plan = planFor(pushOf('refs/tags/v1.4.2'), ['{{version}}', '{{major}}']);
    expect(states(await publishTo(client, plan, app('1.4.2')))).toEqual({ '1.4.2': 'written', '1': 'moved' });
  });

  test('does not matter to latest: true', async () => {
    const registry = await registryWith('2.0.0');
    const plan = planFor(pushOf('refs/tags/v1.4.2'), ['auto'], { latest: true });
    const report = await publishTo(
      withLists(registry, () => undefined),
      plan,
      app('1.4.2'),
    );
    expect(states(report)).toMatchObject({ '1': 'left alone', latest: 'moved' });
  });
});
