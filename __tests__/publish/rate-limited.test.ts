import { describe, expect, test } from '@jest/globals';
import type { Clock } from '../../src/ports.ts';
import type { ImageSet } from '../../src/publish/delivery/image-set.ts';
import { publish } from '../../src/publish/publish.ts';
import type { Quirks } from '../../testing/strict-registry/quirks.ts';
import type { RecordedRequest } from '../../testing/strict-registry/record.ts';
import { type StrictRegistry, startStrictRegistry } from '../../testing/strict-registry/strict-registry.ts';
import { connect } from '../registry/support/connect.ts';
import { fastClock } from '../registry/support/fast-clock.ts';
import { DEFAULTS, planFor, planForTag, publishTo, pushOf, recordedLog } from '../support/publishing.ts';
import { seeded } from '../support/seeded.ts';
import { imageSet, testImage, testLayer } from '../support/test-images.ts';

/** Text that stays as long as a small program when it is compressed. */
function programText(seed: number): string {
  const random = seeded(seed);
  return Array.from({ length: 200_000 }, () => random().toString(36).slice(2, 8)).join('');
}

const PROGRAMS = [programText(1), programText(2)];

function twoPlatforms(created: string): ImageSet {
  const kit = testLayer('kit');
  return imageSet(
    ['linux/amd64', 'linux/arm64'].map((platform, place) =>
      testImage({ platform, created, layers: [kit, { ...testLayer(PROGRAMS[place] ?? ''), label: 'binary' }] }),
    ),
  );
}

async function withLimit(quirks: Partial<Quirks>, work: (registry: StrictRegistry, clock: Clock) => Promise<void>) {
  const clock = fastClock(5);
  const rateLimit = { requests: 2, window: 1000, retryAfter: '1' };
  const registry = await startStrictRegistry({ quirks: { rateLimit, ...quirks }, now: () => clock.now() });
  try {
    await work(registry, clock);
    expect(registry.violations).toEqual([]);
    expect(registry.openSessions).toBe(0);
  } finally {
    await registry.close();
  }
}

/** One run, as a release has it. Resolves with its requests. */
async function release(registry: StrictRegistry, clock: Clock, version: string): Promise<readonly RecordedRequest[]> {
  registry.forgetRequests();
  const connection = connect(registry.host, { clock });
  const targets = [{ client: connection.client, plan: planForTag(version) }];
  try {
    const report = await publish(twoPlatforms(version), targets, DEFAULTS, { log: recordedLog(), clock });
    expect(report.repositories[0]?.error).toBeUndefined();
    expect(report.repositories[0]?.tags.map(({ name }) => name)).toEqual([version, '1.4', '1', 'latest']);
  } finally {
    await connection.close();
  }
  return [...registry.requests];
}

const refused = (requests: readonly RecordedRequest[]) => requests.filter(({ status }) => status === 429);

test('a limit that is told as 403 to who looks at a branch’s tag is a limit, not a missing right', async () => {
  const missingManifest = { status: 403, code: 'DENIED', message: 'API rate limit exceeded for user' };
  const registry = await startStrictRegistry({ quirks: { missingManifest } });
  const { client, close } = connect(registry.host, { settings: { retryFor: 2000 } });
  try {
    const report = await publishTo(client, planFor(pushOf('refs/heads/main')), imageSet([testImage()]));
    expect(report.error).toMatchObject({
      message: expect.stringMatching(
        /^Reading the manifest .* failed: 403 DENIED API rate limit .*\(tried \d+ times in 2 s\)/,
      ),
      hint: expect.stringMatching(/^The registry limits the number of requests/),
    });
    expect(registry.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  } finally {
    await close();
    await registry.close();
  }
});

describe('where two requests a second are allowed', () => {
  test('a release of two platforms is 20 requests at most, those that were refused among them', async () => {
    await withLimit({}, async (registry, clock) => {
      const requests = await release(registry, clock, '1.4.2');
      expect(requests.length).toBeLessThanOrEqual(20);
      expect(refused(requests).length).toBeLessThanOrEqual(2);
    });
  });

  test.each(['ignored', 'ignored-and-closed'] as const)(
    'and 22 where a blob in a single request is %s, which is tried once',
    async (singlePost) => {
      await withLimit({ singlePost }, async (registry, clock) => {
        const requests = await release(registry, clock, '1.4.2');
        expect(requests.length).toBeLessThanOrEqual(22);
        const tried = requests.filter(({ query, status }) => query.startsWith('digest') && status !== 429);
        expect(tried).toHaveLength(1);
      });
    },
  );

  test('no session is opened for what is there', async () => {
    await withLimit({}, async (registry, clock) => {
      await release(registry, clock, '1.4.2');
      const again = await release(registry, clock, '1.4.3');
      expect(again.filter(({ method }) => method === 'DELETE')).toEqual([]);
      expect(again.length).toBeLessThanOrEqual(20);
    });
  });
});
