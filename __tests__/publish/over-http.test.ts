import { afterEach, describe, expect, test } from '@jest/globals';
import { merge } from '../../src/publish/merge/merge.ts';
import { readMergeEntries } from '../../src/publish/merge/merge-entry.ts';
import type { TagPlan } from '../../src/publish/tags/tag-plan.ts';
import { USER } from '../../testing/strict-registry/behaviours/tokens.ts';
import { roundTrips } from '../../testing/strict-registry/record.ts';
import {
  type StrictRegistry,
  type StrictRegistryOptions,
  startStrictRegistry,
} from '../../testing/strict-registry/strict-registry.ts';
import { type Connection, connect } from '../registry/support/connect.ts';
import { instantClock, planFor, planForTag, publishAll, publishTo, recordedLog } from '../support/publishing.ts';
import { imageSet, testImage, testLayer } from '../support/test-images.ts';

const BEARER = { auth: { kind: 'bearer', users: { [USER.username]: USER.password } } } as const;

let open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.reverse()) await one.close();
  open = [];
});

async function start(options: StrictRegistryOptions = {}): Promise<StrictRegistry> {
  const registry = await startStrictRegistry(options);
  open.push(registry);
  return registry;
}

/** A run of its own: nothing is remembered from the one before. */
function run({ host }: StrictRegistry, repository = 'acme/app'): Connection {
  const connection = connect(host, { repository, settings: { timeout: 10_000, think: 10_000 } });
  open.push(connection);
  return connection;
}

const app = (content = 'app') => imageSet([testImage({ layers: [testLayer('kit'), testLayer(content)] })]);
const both = (content = 'app') =>
  imageSet(
    ['linux/amd64', 'linux/arm64'].map((platform) =>
      testImage({ platform, layers: [testLayer(`${content} ${platform}`)] }),
    ),
  );
const ONE_TAG: TagPlan = planForTag('1.0.0', ['test']);

describe('round trips for one explicit tag and one platform', () => {
  test.each([
    ['without authentication', {}, 4, 1],
    ['with a token server', BEARER, 6, 3],
  ] as const)('%s', async (title, options, cold, unchanged) => {
    const registry = await start({ ...options, latency: 150 });
    const small = imageSet([testImage({ layers: [testLayer('app')] })]);
    expect((await publishTo(run(registry).client, ONE_TAG, small)).error).toBeUndefined();
    const first = roundTrips(registry.requests);
    registry.forgetRequests();
    const again = await publishTo(run(registry).client, ONE_TAG, small);
    const second = registry.requests.length;
    console.log(`${title}: cold ${first} round trips, unchanged ${second} requests`);
    expect(again.outcome).toBe('unchanged');
    expect(first).toBeLessThanOrEqual(cold);
    expect(second).toBeLessThanOrEqual(unchanged);
    expect(registry.violations).toEqual([]);
  });
});

describe('against a strict registry', () => {
  test('a release of several platforms goes out whole, and is read back', async () => {
    const registry = await start(BEARER);
    const report = await publishTo(run(registry).client, planForTag('1.4.2'), both(), { verify: true });
    expect(report).toMatchObject({
      outcome: 'published',
      tags: expect.arrayContaining([{ name: 'latest', state: 'written' }]),
    });
    expect(registry.violations).toEqual([]);
  });

  test('what comes compressed, though nobody asked for that, is read: latest moves, and blobs are read back', async () => {
    const registry = await start({ ...BEARER, quirks: { unaskedGzip: true } });
    const log = recordedLog();
    for (const [version, state] of [
      ['1.4.2', 'written'],
      ['1.5.0', 'moved'],
    ] as const) {
      const { client } = run(registry);
      const report = await publishTo(client, planForTag(version), app(version), { verify: true }, log);
      expect(report).toMatchObject({
        outcome: 'published',
        tags: expect.arrayContaining([{ name: 'latest', state }]),
      });
    }
    expect(log.lines.filter((line) => line.startsWith('warning'))).toEqual([]);
    const read = registry.requests.filter(({ method, endpoint }) => method === 'GET' && endpoint === 'blob');
    expect(read.length).toBeGreaterThan(0);
  });

  test('the digest does not depend on what the registry held', async () => {
    const [empty, full] = [await start(), await start()];
    await publishTo(run(full).client, planForTag('1.0.0'), both('old'));
    await publishTo(run(full).client, planForTag('1.0.1'), app());
    const plan = planForTag('1.1.0');
    const reports = [await publishTo(run(empty).client, plan, both()), await publishTo(run(full).client, plan, both())];
    expect(new Set(reports.map(({ image }) => image?.digest)).size).toBe(1);
  });

  test('a second image on the same registry is mounted, its token asking for both', async () => {
    const registry = await start(BEARER);
    const { host } = run(registry);
    const clients = ['acme/app', 'acme/copy'].map((path) => host.repository(path));
    const report = await publishAll(
      clients.map((client) => ({ client, plan: ONE_TAG })),
      app(),
    );
    expect(report.repositories.map(({ platforms }) => platforms[0]?.layers.map(({ uploaded }) => uploaded))).toEqual([
      ['sent', 'sent'],
      ['mounted', 'mounted'],
    ]);
    expect(registry.violations).toEqual([]);
  });

  test('a tag list of many pages is read to its end', async () => {
    const registry = await start({ quirks: { tagPage: 2 } });
    for (const version of ['1.0.0', '1.1.0', '2.5.2'])
      await publishTo(run(registry).client, planForTag(version), app(version));
    const report = await publishTo(run(registry).client, planForTag('1.1.1'), app('1.1.1'));
    expect(report.tags).toContainEqual({
      name: 'latest',
      state: 'left alone',
      reason: '2.5.2 is published and higher',
    });
    expect(report.tags).toContainEqual({ name: '1.1', state: 'moved' });
  });

  test('tags that must not change are not written again where they stand right', async () => {
    const registry = await start({
      quirks: { immutableTags: { status: 400, code: 'TAG_INVALID', message: 'immutable' } },
    });
    await publishTo(run(registry).client, planForTag('1.0.0'), app());
    expect((await publishTo(run(registry).client, planForTag('1.0.0'), app())).outcome).toBe('unchanged');
    const report = await publishTo(run(registry).client, planForTag('1.0.1'), app('other'));
    expect(String(report.error)).toMatch(/already written: 1\.0\.1; not written: 1\.0, 1, latest/);
  });

  test('a push by digest, and a branch', async () => {
    const registry = await start();
    const none = await publishTo(run(registry).client, planForTag('1.0.0', ['none']), app());
    expect(none.outcome).toBe('published');
    const context = { event: 'push', ref: 'refs/heads/main', defaultBranch: 'main', serverUrl: 'https://github.com' };
    const branch = await publishTo(run(registry).client, planFor(context), app());
    expect(branch.image).toEqual(none.image);
    expect(branch.tags.map(({ name }) => name)).toEqual(['main', 'edge']);
  });

  test('what two jobs pushed is merged from two repositories although the registry lags, and is the direct push', async () => {
    const [direct, lagging] = [await start(), await start({ ...BEARER, quirks: { missedLookups: 1 } })];
    const expected = await publishTo(run(direct).client, planForTag('1.0.0'), both());
    const lines: string[] = [];
    for (const [place, image] of both().images.entries()) {
      const path = place === 0 ? 'acme/app' : 'acme/parts';
      const pushed = await publishTo(run(lagging, path).client, planForTag('1.0.0', ['none']), imageSet([image]));
      expect(pushed.error).toBeUndefined();
      lines.push(`${lagging.host}/${path}@${pushed.image?.digest}`);
    }
    const { host } = run(lagging);
    const client = host.repository('acme/app');
    const target = { client, plan: planForTag('1.0.0'), clientFor: (path: string) => host.repository(path) };
    const settings = {
      overwrite: false,
      verify: true,
      indexAnnotations: {},
      chosenLabels: new Set<string>(),
      platforms: [],
    };
    const entries = readMergeEntries(lines.map((text) => ({ text, origin: 'merge' })));
    const { repositories } = await merge(entries, [target], settings, { log: recordedLog(), clock: instantClock() });
    expect(repositories[0]?.error).toBeUndefined();
    expect(repositories[0]?.image).toEqual(expected.image);
    expect(repositories[0]?.platforms[1]?.layers[0]?.uploaded).toBe('mounted');
    expect(lagging.violations).toEqual([]);
  });

  test('blobs that a registry does not mount are copied', async () => {
    const registry = await start({ quirks: { mount: 'ignored' } });
    const pushed = await publishTo(run(registry, 'acme/parts').client, planForTag('1.0.0', ['none']), app());
    const { host } = run(registry);
    const target = {
      client: host.repository('acme/app'),
      plan: ONE_TAG,
      clientFor: (path: string) => host.repository(path),
    };
    const settings = {
      overwrite: false,
      verify: 'auto' as const,
      indexAnnotations: {},
      chosenLabels: new Set<string>(),
      platforms: [],
    };
    const entries = readMergeEntries([
      { text: `${registry.host}/acme/parts@${pushed.image?.digest}`, origin: 'merge' },
    ]);
    const { repositories } = await merge(entries, [target], settings, { log: recordedLog(), clock: instantClock() });
    expect(repositories[0]).toMatchObject({ outcome: 'published', image: { digest: pushed.image?.digest } });
    expect(repositories[0]?.platforms[0]?.layers.map(({ uploaded }) => uploaded)).toEqual(['sent', 'sent']);
  });
});
