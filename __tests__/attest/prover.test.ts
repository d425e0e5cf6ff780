import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { publishFailure } from '../../src/publish/publish.ts';
import {
  type FakeSigstore,
  type ServiceFault,
  startFakeSigstore,
  TOKEN,
} from '../support/fake-sigstore/fake-sigstore.ts';
import { keyless, type Proving, type ProvingOptions, publishProved, REQUEST_TOKEN } from '../support/proving.ts';
import { faultNamed } from '../support/strict-registry/faults.ts';
import { type StrictRegistry, startStrictRegistry } from '../support/strict-registry/strict-registry.ts';

const PREDICATES = [
  'https://sigstore.dev/cosign/sign/v1',
  'https://slsa.dev/provenance/v1',
  'https://spdx.dev/Document',
];

let sigstore: FakeSigstore;
let listing: StrictRegistry;
let tagging: StrictRegistry;
beforeEach(async () => {
  sigstore = await startFakeSigstore();
  listing = await startStrictRegistry({ quirks: { referrers: 'listed' } });
  tagging = await startStrictRegistry();
});
afterEach(async () => {
  await Promise.all([sigstore, listing, tagging].map((one) => one.close()));
});

const prove = (options: ProvingOptions = {}): Promise<Proving> => publishProved([listing, tagging], sigstore, options);
const failureOf = ({ report }: Proving) => publishFailure(report)?.message ?? '';

/** Names of the tags beside the lists of referrers and signatures. */
function tagsOf({ store }: StrictRegistry): string[] {
  return [...(store.find('o/app')?.tags.keys() ?? [])].filter((tag) => !tag.startsWith('sha256-')).sort();
}

/** How many referrers of each kind hang on each image: `{"sha256:…": {"<predicate type>": 1}}`. */
function bundlesOn({ store }: StrictRegistry): Record<string, Record<string, number>> {
  const found: Record<string, Record<string, number>> = {};
  for (const { bytes } of store.find('o/app')?.manifests.values() ?? []) {
    const { subject, annotations = {} } = JSON.parse(bytes.toString());
    const type = annotations['dev.sigstore.bundle.predicateType'];
    if (subject === undefined || type === undefined) continue;
    found[subject.digest] ??= {};
    const counts = found[subject.digest] ?? {};
    counts[type] = (counts[type] ?? 0) + 1;
  }
  return found;
}

/** Index and two platforms have one bundle of each predicate, in both registries where none is named. */
function expectOneSet(...registries: readonly StrictRegistry[]): void {
  for (const registry of registries.length > 0 ? registries : [listing, tagging]) {
    const counts = Object.values(bundlesOn(registry));
    expect(counts).toHaveLength(3);
    for (const each of counts) expect(each).toEqual(Object.fromEntries(PREDICATES.map((type) => [type, 1])));
    expect(registry.violations).toEqual([]);
  }
}

const writes = ({ requests }: StrictRegistry) =>
  requests.filter(({ method }) => method !== 'GET' && method !== 'HEAD').map(({ method, path }) => `${method} ${path}`);

describe('a run that proves its image', () => {
  test('hangs one set of bundles and SBOMs on index and platforms, in each registry, before any tag', async () => {
    const proving = await prove();
    expect(failureOf(proving)).toBe('');
    expectOneSet();
    for (const registry of [listing, tagging]) {
      const puts = registry.requests.filter(({ method, endpoint }) => method === 'PUT' && endpoint === 'manifest');
      const tags = puts.map(({ path }) => path.split('/').at(-1) ?? '');
      const first = tags.findIndex((tag) => /^[\d.]+$|^latest$/.test(tag));
      expect(tags.slice(0, first).every((tag) => tag.startsWith('sha256'))).toBe(true);
      expect(tags.slice(first).every((tag) => !tag.startsWith('sha256:'))).toBe(true);
    }
    const { attached, signer } = await proving.prover.proof();
    expect(attached).toHaveLength(2 * 3 * 4);
    expect(signer).toMatchObject({
      kind: 'keyless',
      issuer: 'https://token.actions.githubusercontent.com',
      logged: true,
    });
  });

  test('asks for one certificate, and for one entry of the log a statement', async () => {
    await prove();
    const count = (name: string) => sigstore.requests.filter((service) => service === name).length;
    expect([count('identity'), count('fulcio'), count('rekor'), count('tsa')]).toEqual([1, 1, 5, 5]);
  });

  test('says none of its secrets', async () => {
    const { log } = await prove();
    expect(log.lines.filter((line) => line.includes(TOKEN) || line.includes(REQUEST_TOKEN))).toEqual([]);
    expect(log.secrets).toContain(TOKEN);
  });
});

describe('a second run', () => {
  const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  test.each([
    ['without a key', () => keyless(sigstore)],
    ['with a key', () => ({ kind: 'key', key, services: {} }) as const],
  ])('%s adds nothing', async (_, signing) => {
    await prove({ signing: signing() });
    const logged = sigstore.rekor.entries.length;
    for (const registry of [listing, tagging]) registry.forgetRequests();
    expect(failureOf(await prove({ signing: signing() }))).toBe('');
    expect([...writes(listing), ...writes(tagging)]).toEqual([]);
    expect(sigstore.rekor.entries).toHaveLength(logged);
    expectOneSet();
  });

  test('does not take the bundles of somebody else for its own', async () => {
    await prove();
    const other = await startFakeSigstore();
    try {
      expect(failureOf(await publishProved([listing, tagging], other))).toBe('');
      expect(other.rekor.entries).toHaveLength(5);
    } finally {
      await other.close();
    }
  });

  test('finishes what a run that was killed at any point has begun: one set', async () => {
    const requests = await requestsOfOneRun();
    for (let killed = 1; killed <= requests; killed += 7) {
      await Promise.all([listing.close(), tagging.close()]);
      listing = await startStrictRegistry({ quirks: { referrers: 'listed' } });
      tagging = await startStrictRegistry();
      for (const registry of [listing, tagging])
        registry.addFault({ fault: faultNamed('reset at once'), at: ({ number }) => number >= killed, times: 10_000 });
      await prove({ retryFor: 0 });
      for (const registry of [listing, tagging]) registry.clearFaults();
      expect(failureOf(await prove())).toBe('');
      expectOneSet();
    }
  }, 120_000);

  async function requestsOfOneRun(): Promise<number> {
    await prove();
    return Math.max(listing.requests.length, tagging.requests.length);
  }
});

describe('services that fail', () => {
  const FAULTS: readonly ServiceFault[] = ['reset', 'lost', 'cut', 429, 500, 503];

  test.each(FAULTS)(
    'once, at any request, with %s: the image is signed all the same',
    async (fault) => {
      await publishProved([listing], sigstore);
      const total = sigstore.requests.length;
      for (let at = 1; at <= total; at += 1) {
        const registry = await startStrictRegistry({ quirks: { referrers: 'listed' } });
        sigstore.forgetRequests();
        sigstore.interfere = (_, number) => (number === at ? fault : undefined);
        expect(failureOf(await publishProved([registry], sigstore))).toBe('');
        expectOneSet(registry);
        await registry.close();
      }
    },
    120_000,
  );

  test('for a minute are waited for', async () => {
    const began = Date.now();
    // A hundred times as fast as the clock on the wall.
    sigstore.interfere = () => (Date.now() - began < 600 ? 'reset' : undefined);
    expect(failureOf(await prove())).toBe('');
    expectOneSet();
  });

  test.each(['fulcio', 'rekor', 'tsa', 'identity'] as const)(
    'for longer, as %s: no tag moves, and the next run goes on with the same digest',
    async (down) => {
      sigstore.interfere = (service) => (service === down ? 503 : undefined);
      const failed = await prove({ retryFor: 2000 });
      expect(failureOf(failed)).toMatch(/failed: 503/);
      expect([...tagsOf(listing), ...tagsOf(tagging)]).toEqual([]);
      sigstore.interfere = () => undefined;
      const done = await prove();
      expect(failureOf(done)).toBe('');
      expect(done.report.repositories.map(({ image }) => image?.digest)).toEqual(
        failed.report.repositories.map(({ image }) => image?.digest),
      );
      expectOneSet();
      expect(tagsOf(listing)).toEqual(['1', '1.4', '1.4.2', 'latest']);
    },
  );
});
