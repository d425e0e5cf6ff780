import { generateKeyPairSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type StrictRegistry, startStrictRegistry } from '../support/strict-registry/strict-registry.ts';
import { buildGo } from './support/build.ts';
import { TINY_GO } from './support/programs.ts';
import { type RealRegistry, startDockerRegistry } from './support/registry.ts';
import type { ActionRun } from './support/run-action.ts';
import {
  cosign,
  IDENTITY,
  keylessOptions,
  keyOptions,
  NO_LOG,
  verify,
  verifyAttestation,
} from './support/sigstore/cosign.ts';
import { type Form, signedPush, sigstoreInput, workspaceWith } from './support/sigstore/signed-push.ts';
import { type Sigstore, startSigstore } from './support/sigstore/sigstore.ts';
import { removeTemporaryFolders, temporaryFolder } from './support/temporary-folder.ts';

const PLATFORMS = { amd64: 'linux/amd64', arm64: 'linux/arm64', s390x: 'linux/s390x' };
const TYPES = ['slsaprovenance1', 'spdxjson', 'cyclonedx'];

let sigstore: Sigstore;
let listing: StrictRegistry;
let tagging: RealRegistry;
let workspace: string;
beforeAll(async () => {
  const build = (arch: string) => buildGo(TINY_GO, { arch, flags: ['-ldflags=-s -w'] }).then((path) => readFile(path));
  const binaries = await Promise.all(Object.keys(PLATFORMS).map(async (arch) => [arch, await build(arch)] as const));
  workspace = await workspaceWith(Object.fromEntries(binaries));
  [sigstore, listing, tagging] = await Promise.all([
    startSigstore(),
    startStrictRegistry({ quirks: { referrers: 'listed' } }),
    startDockerRegistry(),
  ]);
}, 300_000);
afterAll(async () => {
  await sigstore?.stop();
  await Promise.all([listing?.close(), tagging?.stop()]);
  await removeTemporaryFolders();
});

const ONE = 'amd64';
const THREE = Object.keys(PLATFORMS).join('\n');

/** The repositories of a test: one that lists referrers, and one whose list is a tag. */
function both(name: string): string {
  return [`${listing.host}/acme/${name}`, `${tagging.host}/acme/${name}`].join('\n');
}

/** Every image of a push, index and platforms, in every registry. */
function referencesOf({ outputs }: ActionRun): string[] {
  const attached = JSON.parse(outputs.attestations ?? '[]') as { subject: string }[];
  return [...new Set(attached.map(({ subject }) => subject))];
}

async function expectVerified(run: ActionRun, options: readonly string[], subjects: number): Promise<void> {
  expect(run).toMatchObject({ exitCode: 0 });
  const references = referencesOf(run);
  expect(references).toHaveLength(subjects);
  for (const reference of references) {
    const checks = [verify(reference, options), ...TYPES.map((type) => verifyAttestation(reference, type, options))];
    for (const check of await Promise.all(checks)) expect(check).toMatchObject({ exitCode: 0 });
  }
}

const KEYLESS: readonly (readonly [Form, readonly string[]])[] = [
  ['rekor 2 and timestamp', []],
  ['timestamp only', NO_LOG],
  ['rekor 1', []],
];

describe('keyless', () => {
  test.each(KEYLESS)(
    '%s: cosign accepts index and platforms in registries with and without a list of referrers',
    async (form, options) => {
      const inputs = {
        binary: THREE,
        image: both(`keyless-${form.replaceAll(' ', '-')}`),
        sigstore: sigstoreInput(form, sigstore),
      };
      const run = await signedPush(inputs, sigstore, workspace);
      await expectVerified(run, [...keylessOptions(sigstore), ...options], 8);
    },
    120_000,
  );
});
