import { beforeAll, describe, expect, test } from '@jest/globals';
import pLimit from 'p-limit';
import type { Fault } from '../../testing/strict-registry/fault.ts';
import { FAULTS } from '../../testing/strict-registry/faults.ts';
import type { RecordedRequest } from '../../testing/strict-registry/record.ts';
import { type PushRun, runPush } from '../registry/support/push-run.ts';
import { makeSampleImage, type SampleImage } from '../registry/support/sample-push.ts';
import { SCENARIOS, type Scenario } from '../registry/support/scenario.ts';

/** Runs at a time: a run that stalls waits, it does not work. */
const AT_ONCE = 12;

/** Bytes of a body that nobody needs to cut into pieces. */
const SMALL = 512 * 1024;

interface Ended {
  /** The fault and its place. */
  readonly what: string;
  readonly outcome: PushRun['outcome'] | 'broken';
  readonly message: string;
  /** Nothing may be left to the user. */
  readonly heals: boolean;
}

/** The tests of one strategy: every fault at every request of a push, in turn. */
export function sweepFaults(strategy: Scenario['strategy']): void {
  describe(`one fault at one request of a push, ${strategy}`, () => {
    let image: SampleImage;

    beforeAll(() => {
      image = makeSampleImage(700_000);
    });

    test.each(
      SCENARIOS.filter((scenario) => scenario.strategy === strategy).map(
        (scenario) => [scenario.name, scenario] as const,
      ),
    )(
      '%s: ends in the right image or in one clear error',
      async (name, scenario) => {
        const undisturbed = await runPush(scenario, image, () => {});
        expect(undisturbed).toMatchObject({ outcome: 'image', violations: [] });
        const limit = pLimit(AT_ONCE);
        const places = Array.from({ length: undisturbed.requests }, (_, place) => place + 1);
        const runs = FAULTS.flatMap((fault) => places.map((at) => limit(() => runWith(scenario, image, fault, at))));
        const ended = await Promise.all(runs);
        expect(ended.filter(({ outcome }) => outcome === 'broken')).toEqual([]);
        expect(ended.filter(({ heals, outcome }) => heals && outcome !== 'image')).toEqual([]);
        report(name, ended);
      },
      120_000,
    );
  });
}

async function runWith(scenario: Scenario, image: SampleImage, fault: Fault, at: number): Promise<Ended> {
  const what = `${fault.name} at request ${at}`;
  try {
    const run = await runPush(scenario, image, (registry) => registry.addFault({ fault, at }));
    return { what, ...run, heals: run.met.every((request) => heals(fault, request)) };
  } catch (thrown) {
    return { what, outcome: 'broken', message: String(thrown), heals: true };
  }
}

/**
 * Whatever passes by itself has to be waited for, and an upload finds another way where it was refused once. What remains:
 * a final answer where an upload begins, at the manifest and at the token server; a body that cannot be made smaller.
 */
function heals({ name }: Fault, { endpoint, headers }: RecordedRequest): boolean {
  if (/^(reset|truncated|stall|5|429)/.test(name) || endpoint === 'blob') return true;
  return endpoint === 'upload' && (!name.startsWith('413') || Number(headers['content-length']) > SMALL);
}

function report(name: string, runs: readonly Ended[]): void {
  const images = runs.filter(({ outcome }) => outcome === 'image').length;
  process.stdout.write(`${name}: ${runs.length} runs, ${images} images, ${runs.length - images} clear errors\n`);
}
