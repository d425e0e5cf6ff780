import { randomBytes } from 'node:crypto';
import { appendFileSync, copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import type { StrictRegistryOptions } from '../../testing/strict-registry/options.ts';
import { type StrictRegistry, startStrictRegistry } from '../../testing/strict-registry/strict-registry.ts';
import { PROJECT, runAction } from '../real/support/run-action.ts';
import { removeTemporaryFolders } from '../real/support/temporary-folder.ts';
import { scratchFolder } from '../support/scratch-folder.ts';

const folder = scratchFolder('permission');
const binary = join(folder, 'app');
copyFileSync(join(PROJECT, 'examples/hello/hello-linux-amd64'), binary);
appendFileSync(binary, randomBytes(6_000_000));

let registry: StrictRegistry;
afterEach(() => registry.close());

const DENIED = JSON.stringify({ errors: [{ code: 'DENIED', message: 'permission_denied: write_package' }] });

/** As GHCR does without `packages: write`, and as others do with a right to read alone. */
const REFUSALS: Readonly<Record<string, StrictRegistryOptions>> = {
  'every upload is refused': {
    faults: [
      {
        fault: { name: 'denied', when: 'at-once', act: 'answer', answer: { status: 403, body: DENIED } },
        at: ({ endpoint }) => endpoint === 'upload-start',
        times: 1000,
      },
    ],
  },
  'the token may pull only': { auth: { kind: 'bearer', users: { other: 'secret' }, anonymousPull: true } },
};

describe('a missing right to write', () => {
  test.each(Object.keys(REFUSALS))('is said before megabytes are sent: %s', async (kind) => {
    registry = await startStrictRegistry(REFUSALS[kind] ?? {});
    const run = await runAction({ binary, image: `${registry.host}/acme/app`, tags: '1.0.0' });
    expect(run.exitCode).toBe(1);
    expect(run.stdout.match(/^::error.*/gm)).toHaveLength(1);
    expect(run.stdout).toMatch(/^::error::.*(403|401).*acme\/app/m);
    const received = registry.requests.reduce((sum, { bytesReceived }) => sum + bytesReceived, 0);
    expect(received).toBeLessThan(10_000);
    expect(
      registry.requests.filter(({ endpoint }) => endpoint === 'manifest').map(({ method }) => method),
    ).not.toContain('PUT');
  });
});

afterAll(removeTemporaryFolders);
