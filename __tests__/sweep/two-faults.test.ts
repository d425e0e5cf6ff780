import { expect, test } from '@jest/globals';
import pLimit from 'p-limit';
import type { FaultPlan } from '../../testing/strict-registry/fault.ts';
import { FAULTS } from '../../testing/strict-registry/faults.ts';
import { runPush } from '../registry/support/push-run.ts';
import { makeSampleImage } from '../registry/support/sample-push.ts';
import { SCENARIOS, type Scenario } from '../registry/support/scenario.ts';
import { seeded } from '../support/seeded.ts';

const RUNS = 500;
const AT_ONCE = 12;
/** Pushes of the scenarios make about so many requests. */
const PLACES = 14;

const PASSING = /^(reset|truncated|stall|5|429)/;

interface Draw {
  readonly scenario: Scenario;
  readonly plans: readonly [FaultPlan, FaultPlan];
}

test(`two faults at random places of a push end in the right image or in one clear error (${RUNS} runs)`, async () => {
  const image = makeSampleImage(700_000);
  const random = seeded(20_240_229);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const plan = (): FaultPlan => ({ fault: pick(FAULTS), at: 1 + Math.floor(random() * PLACES) });
  const draws = Array.from({ length: RUNS }, (): Draw => ({ scenario: pick(SCENARIOS), plans: [plan(), plan()] }));
  const limit = pLimit(AT_ONCE);
  const runs = await Promise.all(
    draws.map(({ scenario, plans }) =>
      limit(async () => {
        const what = `${scenario.name}: ${plans.map(({ fault, at }) => `${fault.name} at ${at}`).join(', ')}`;
        const passing = plans.every(({ fault }) => PASSING.test(fault.name));
        const run = await runPush(scenario, image, (registry) => plans.forEach(registry.addFault, registry)).catch(
          (error: Error) => ({ outcome: 'broken', message: String(error) }) as const,
        );
        return { what, passing, outcome: run.outcome, message: run.message };
      }),
    ),
  );
  expect(runs.filter(({ outcome }) => outcome === 'broken')).toEqual([]);
  expect(runs.filter(({ passing, outcome }) => passing && outcome !== 'image')).toEqual([]);
  const images = runs.filter(({ outcome }) => outcome === 'image').length;
  process.stdout.write(`two faults: ${runs.length} runs, ${images} images, ${runs.length - images} clear errors\n`);
}, 240_000);
