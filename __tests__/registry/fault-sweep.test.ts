import { beforeAll, describe, expect, test } from '@jest/globals';
import pLimit from 'p-limit';
import { FAULTS } from '../support/strict-registry/faults.ts';
import { type PushRun, runPush } from './support/push-run.ts';
import { makeSampleImage, type SampleImage } from './support/sample-push.ts';
import { SCENARIOS } from './support/scenario.ts';

/** Faults after which nothing may be left to the user: the same request succeeds when it is repeated. */
const PASSING = /^(reset|truncated|stall|5|429)/;

/** Runs at a time: a run that stalls waits, it does not work. */
const AT_ONCE = 6;

describe('one fault at one request of a push', () => {
  let image: SampleImage;

  beforeAll(() => {
    image = makeSampleImage(1_500_000);
  });

  test.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))(
    '%s: each fault at each request ends in the right image or in one clear error',
    async (name, scenario) => {
      const undisturbed = await runPush(scenario, image, () => {});
      expect(undisturbed).toMatchObject({ outcome: 'image', violations: [] });
      const limit = pLimit(AT_ONCE);
      const runs = FAULTS.flatMap((fault) =>
        Array.from({ length: undisturbed.requests }, (_, place) =>
          limit(async () => {
            const what = `${fault.name} at request ${place + 1}`;
            const run = await runPush(scenario, image, (registry) => registry.addFault({ fault, at: place + 1 })).catch(
              (error: Error) => ({ outcome: 'broken', message: String(error.stack) }) as const,
            );
            return { what, passing: PASSING.test(fault.name), ...run };
          }),
        ),
      );
      const ended = await Promise.all(runs);
      expect(ended.filter(({ outcome }) => outcome === 'broken')).toEqual([]);
      expect(ended.filter(({ outcome, passing }) => passing && outcome !== 'image')).toEqual([]);
      report(name, ended as readonly PushRun[]);
    },
    120_000,
  );
});

function report(name: string, runs: readonly PushRun[]): void {
  const images = runs.filter(({ outcome }) => outcome === 'image').length;
  process.stdout.write(`${name}: ${runs.length} runs, ${images} images, ${runs.length - images} clear errors\n`);
}
