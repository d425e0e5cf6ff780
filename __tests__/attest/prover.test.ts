import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type StrictRegistry, startStrictRegistry } from '../../testing/strict-registry/strict-registry.ts';
import { type FakeSigstore, startFakeSigstore, TOKEN } from '../support/fake-sigstore/fake-sigstore.ts';
import {
  bundleSets,
  failureOf,
  keyless,
  ONE_SET,
  type Proving,
  type ProvingOptions,
  publishProved,
  REQUEST_TOKEN,
} from '../support/proving.ts';

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

/** Names of the tags beside the lists of referrers and signatures. */
function tagsOf({ store }: StrictRegistry): string[] {
  return [...(store.find('o/app')?.tags.keys() ?? [])].filter((tag) => !tag.startsWith('sha256-')).sort();
}

const writes = ({ requests }: StrictRegistry) =>
  requests.filter(({ method }) => method !== 'GET' && method !== 'HEAD').map(({ method, path }) => `${method} ${path}`);

describe('a run that proves its image', () => {
  test('hangs one set of bundles and SBOMs on index and platforms, in each registry, before any tag', async () => {
    const proving = await prove();
    expect(failureOf(proving)).toBe('');
    expect(bundleSets(listing, tagging)).toEqual([ONE_SET, ONE_SET]);
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
    expect(bundleSets(listing, tagging)).toEqual([ONE_SET, ONE_SET]);
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
});

describe('services that fail', () => {
  test('for a minute are waited for', async () => {
    const began = Date.now();
    // A hundred times as fast as the clock on the wall.
    sigstore.interfere = () => (Date.now() - began < 600 ? 'reset' : undefined);
    expect(failureOf(await prove())).toBe('');
    expect(bundleSets(listing, tagging)).toEqual([ONE_SET, ONE_SET]);
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
      expect(bundleSets(listing, tagging)).toEqual([ONE_SET, ONE_SET]);
      expect(tagsOf(listing)).toEqual(['1', '1.4', '1.4.2', 'latest']);
    },
  );
});
