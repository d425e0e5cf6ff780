import { describe, expect, test } from '@jest/globals';
import { runPush } from '../registry/support/push-run.ts';
import { makeSampleImage } from '../registry/support/sample-push.ts';
import { SCENARIOS } from '../registry/support/scenario.ts';

/** A minute, on the clock of these tests. */
const OUTAGE = 600;

describe('an outage of a minute from a request on', () => {
  const image = makeSampleImage(700_000);

  test.each(
    SCENARIOS.flatMap((scenario) =>
      (['503', 'reset', 'refused'] as const).map((kind) => [kind, scenario.name, scenario] as const),
    ),
  )('(%s) is survived, %s', async (kind, _name, scenario) => {
    const { requests } = await runPush(scenario, image, () => {});
    // At the beginning, in the middle and at the manifest.
    const places = [1, Math.ceil(requests / 2), requests];
    const runs = places.map((from) => runPush(scenario, image, (registry) => registry.outage(from, OUTAGE, kind)));
    for (const run of await Promise.all(runs))
      expect({ ...run, met: [] }).toMatchObject({ outcome: 'image', message: '' });
  });

  test('that is longer than retry-for ends in one clear error', async () => {
    const [scenario] = SCENARIOS;
    if (scenario === undefined) throw new Error('there is no scenario');
    const run = await runPush(scenario, image, (registry) => registry.outage(2, 10_000, '503'));
    expect(run).toMatchObject({ outcome: 'error', message: expect.stringMatching(/503.*tried \d+ times in 120 s/) });
  });
});
