import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { faultNamed } from '../../testing/strict-registry/faults.ts';
import type { Quirks } from '../../testing/strict-registry/quirks.ts';
import { type StrictRegistry, startStrictRegistry } from '../../testing/strict-registry/strict-registry.ts';
import { type FakeSigstore, type ServiceFault, startFakeSigstore } from '../support/fake-sigstore/fake-sigstore.ts';
import { bundleSets, failureOf, ONE_SET, publishProved } from '../support/proving.ts';

const FAULTS: readonly ServiceFault[] = ['reset', 'lost', 'cut', 429, 500, 503];
const REGISTRIES = [
  ['that lists referrers', { referrers: 'listed' }],
  ['whose list is a tag', { referrers: 'none' }],
] as const;

let sigstore: FakeSigstore;
let open: StrictRegistry[] = [];
beforeEach(async () => {
  sigstore = await startFakeSigstore();
});
afterEach(async () => {
  await Promise.all([sigstore, ...open].map((one) => one.close()));
  open = [];
});

async function start(quirks: Partial<Quirks> = {}): Promise<StrictRegistry> {
  const registry = await startStrictRegistry({ quirks });
  open.push(registry);
  return registry;
}

describe('one fault at any request to Fulcio, Rekor, the timestamp authority or the identity provider', () => {
  test.each(FAULTS)(
    '%s: the image is signed all the same',
    async (fault) => {
      const first = await start();
      await publishProved([first], sigstore);
      const total = sigstore.requests.length;
      for (let at = 1; at <= total; at += 1) {
        const registry = await start({ referrers: 'listed' });
        sigstore.forgetRequests();
        sigstore.interfere = (_, number) => (number === at ? fault : undefined);
        expect(failureOf(await publishProved([registry], sigstore))).toBe('');
        expect(bundleSets(registry)).toEqual([ONE_SET]);
      }
    },
    120_000,
  );
});

describe('a run that ends at any request', () => {
  test.each(REGISTRIES)(
    'to a registry %s is finished by the next one: one set',
    async (_, quirks) => {
      const whole = await start(quirks);
      await publishProved([whole], sigstore);
      const total = whole.requests.length;
      for (let killed = 1; killed <= total; killed += 2) {
        const registry = await start(quirks);
        const fault = faultNamed('reset at once');
        registry.addFault({ fault, at: ({ number }) => number >= killed, times: 10_000 });
        await publishProved([registry], sigstore, { retryFor: 0 });
        registry.clearFaults();
        expect(failureOf(await publishProved([registry], sigstore))).toBe('');
        expect(bundleSets(registry)).toEqual([ONE_SET]);
      }
    },
    300_000,
  );
});
