import { setTimeout as delay } from 'node:timers/promises';
import { ActionError } from '../../../src/errors.ts';
import type { RecordedRequest } from '../../../testing/strict-registry/record.ts';
import { type StrictRegistry, startStrictRegistry } from '../../../testing/strict-registry/strict-registry.ts';
import { validateImage } from '../../../testing/validate-image.ts';
import { connect } from './connect.ts';
import { pushSample, type SampleImage } from './sample-push.ts';
import type { Scenario } from './scenario.ts';

/** How a push ended: the right image is in the registry, or there was one error and no tag. */
export interface PushRun {
  readonly outcome: 'image' | 'error';
  /** Of the error; empty where there was none. */
  readonly message: string;
  readonly requests: number;
  /** The requests that met a fault. */
  readonly met: readonly RecordedRequest[];
  /** What the client did that the specification forbids. */
  readonly violations: readonly string[];
}

/** Real milliseconds after which a push counts as hanging. */
const DEADLINE = 20_000;

/** Pushes the image to a fresh registry, on which `disturb` may plan faults, and checks what must hold after any push. */
export async function runPush(
  scenario: Scenario,
  image: SampleImage,
  disturb: (registry: StrictRegistry) => void,
): Promise<PushRun> {
  const registry = await startStrictRegistry({ auth: scenario.auth, quirks: scenario.quirks });
  try {
    disturb(registry);
    const message = await push(registry, scenario, image);
    await assertWhole(registry, message);
    const met = registry.requests.filter(({ fault }) => fault !== undefined);
    const outcome = message === '' ? 'image' : 'error';
    return { outcome, message, requests: registry.requests.length, met, violations: registry.violations };
  } finally {
    await registry.close();
  }
}

async function push(registry: StrictRegistry, scenario: Scenario, image: SampleImage): Promise<string> {
  const connection = connect(registry.host, { settings: { chunkSize: scenario.chunkSize } });
  const giveUp = new AbortController();
  const late = delay(DEADLINE, undefined, { signal: giveUp.signal }).then(() => {
    throw new Error('the push hangs');
  });
  late.catch(() => undefined);
  try {
    await Promise.race([pushSample(connection.client, image, scenario.layer), late]);
    return '';
  } catch (error) {
    if (error instanceof ActionError && / failed: /.test(error.message)) return error.message;
    throw error;
  } finally {
    giveUp.abort();
    await connection.close();
  }
}

async function assertWhole(registry: StrictRegistry, message: string): Promise<void> {
  const leak = registry.violations.find((violation) => violation.includes('another origin'));
  if (leak !== undefined) throw new Error(leak);
  const tags = registry.store.find('o/app')?.tags ?? new Map<string, string>();
  if (message !== '' && tags.size > 0) throw new Error(`a tag was moved, and yet: ${message}`);
  if (message !== '') return;
  const { origin, ownerAuthorization: authorization } = registry;
  await validateImage({ origin, repository: 'o/app', reference: 'v1', authorization });
}
