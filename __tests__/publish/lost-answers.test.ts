import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/errors.ts';
import type { RepositoryReport } from '../../src/publish/publish-report.ts';
import type { Fault } from '../../testing/strict-registry/fault.ts';
import { FAULTS, faultNamed } from '../../testing/strict-registry/faults.ts';
import type { RecordedRequest } from '../../testing/strict-registry/record.ts';
import { type StrictRegistry, startStrictRegistry } from '../../testing/strict-registry/strict-registry.ts';
import { connect } from '../registry/support/connect.ts';
import { MemoryRegistry, refusal } from '../support/memory-registry.ts';
import { planForTag, publishTo } from '../support/publishing.ts';
import { imageSet, testImage } from '../support/test-images.ts';

const APP = imageSet([testImage()]);
const isPutOf = (tag: string) => (request: RecordedRequest) =>
  request.method === 'PUT' && request.path.endsWith(`/manifests/${tag}`);

const stateOf = ({ tags }: RepositoryReport, name: string) => tags.find((tag) => tag.name === name)?.state;

/** What a report says of each tag is what the registry has, or is not claimed. */
function expectTrue(report: RepositoryReport, held: ReadonlyMap<string, string>): void {
  const text = String(report.error ?? '');
  for (const { name, state } of report.tags) {
    const stands = held.get(name) === report.image?.digest;
    if (state === 'written' || state === 'moved' || state === 'unchanged') expect([name, stands]).toEqual([name, true]);
    if (state === 'failed') expect([name, stands]).toEqual([name, false]);
  }
  const [, open = ''] = /; not written: ([^)]*)\)/.exec(text) ?? [];
  for (const name of open.split(', ').filter(Boolean)) expect(held.get(name)).not.toBe(report.image?.digest);
  if (text.includes('no tag was moved')) expect([...held.values()]).not.toContain(report.image?.digest);
}

describe('a tag whose PUT was not answered', () => {
  let registry: StrictRegistry;
  const held = () => registry.store.open('acme/app').tags;

  beforeEach(async () => {
    registry = await startStrictRegistry();
  });
  afterEach(() => registry.close());

  async function push(signal?: AbortSignal): Promise<RepositoryReport> {
    const settings = { timeout: 400, think: 400, retryFor: 2000 };
    const options = { repository: 'acme/app', settings, ...(signal === undefined ? {} : { signal }) };
    const connection = connect(registry.host, options);
    try {
      return await publishTo(connection.client, planForTag('1.0.0'), APP);
    } finally {
      await connection.close();
    }
  }

  test.each(FAULTS.map(({ name }) => name))('is told truly with: %s, until patience ends', async (name) => {
    registry.addFault({ fault: faultNamed(name), at: isPutOf('latest'), times: 1000 });
    expectTrue(await push(), held());
  });

  test('is written where the registry shows it, though no answer ever came', async () => {
    registry.addFault({ fault: faultNamed('reset after the commit'), at: isPutOf('latest'), times: 1000 });
    const report = await push();
    expect(report.error).toBeUndefined();
    expect(stateOf(report, 'latest')).toBe('written');
  });

  test.each<[what: string, Fault]>([
    ['is gone', faultNamed('reset at once')],
    ['knows nobody any more', { name: '401', when: 'at-once', act: 'answer', answer: { status: 401, body: '' } }],
    ['refuses everything', { name: '403', when: 'at-once', act: 'answer', answer: { status: 403, body: '' } }],
  ])('and whose registry %s afterwards is unknown, in the error too', async (_, afterwards) => {
    registry.addFault({ fault: faultNamed('reset after the commit'), at: isPutOf('latest') });
    let lost = false;
    registry.addFault({
      fault: afterwards,
      at: (request) => {
        const before = lost;
        lost ||= isPutOf('latest')(request);
        return before;
      },
      times: 1000,
    });
    const report = await push();
    expect(stateOf(report, 'latest')).toBe('unknown');
    expect(String(report.error)).toMatch(/sent, and not known whether written: .*latest/);
    expect(held().get('latest')).toBe(report.image?.digest);
    expectTrue(report, held());
  });

  test.each(['stall after the commit', 'stall at once'])('by the time of a signal is told truly (%s)', async (name) => {
    registry.addFault({ fault: faultNamed(name), at: isPutOf('latest'), times: 1000 });
    const controller = new AbortController();
    const pushing = push(controller.signal);
    while (!registry.requests.some(isPutOf('latest'))) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 50));
    controller.abort(new ActionError('cancelled', 'The run was cancelled (SIGTERM)'));
    const report = await pushing;
    expect(report).toMatchObject({ outcome: 'failed', error: { code: 'cancelled' } });
    expect(stateOf(report, 'latest')).toBe(name === 'stall at once' ? 'unknown' : 'written');
    expectTrue(report, held());
  });
});

test('a tag that a registry refuses is not written, and said to be so after one look', async () => {
  const registry = new MemoryRegistry();
  registry.interfere = (operation) => {
    if (operation === 'PUT manifest latest') throw refusal(403, 'DENIED');
  };
  const report = await publishTo(registry.client(), planForTag('1.0.0'), APP);
  expect(stateOf(report, 'latest')).toBe('failed');
  expect(registry.operations.slice(-1)).toEqual(['GET manifest latest']);
});
