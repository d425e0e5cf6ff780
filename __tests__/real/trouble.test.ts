import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { USER } from '../../testing/strict-registry/behaviours/tokens.ts';
import { startStrictRegistry } from '../../testing/strict-registry/strict-registry.ts';
import { validateImage } from '../../testing/validate-image.ts';
import { buildElf } from '../support/elf-builder.ts';
import { startOutageProxy } from '../support/proxies/outage-proxy.ts';
import { startSlowProxy } from '../support/proxies/slow-proxy.ts';
import { crane } from './support/clients.ts';
import { type RealRegistry, startDistribution3 } from './support/registry.ts';
import { runAction } from './support/run-action.ts';
import { removeTemporaryFolders, temporaryFolder } from './support/temporary-folder.ts';

const MB = 1_000_000;
const MINUTE = 60_000;

describe('a publication with the settings that users get', () => {
  const closing: (() => Promise<void>)[] = [];
  let binary: string;

  beforeAll(async () => {
    binary = join(await temporaryFolder('trouble'), 'app');
    await writeFile(binary, buildElf({ data: randomBytes(10 * MB) }));
  });

  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  afterAll(removeTemporaryFolders);

  /** Blobs go up with the first requests; a push makes eight or so. */
  const OUTAGES = (['503', 'reset', 'refused'] as const).flatMap((kind) => [1, 4, 7].map((from) => ({ kind, from })));

  test('survives an outage of a minute of each kind, at its beginning, in the middle and near its end', async () => {
    const registry: RealRegistry = await startDistribution3();
    closing.push(registry.stop);
    await Promise.all(
      OUTAGES.map(async ({ kind, from }) => {
        const proxy = await startOutageProxy(registry.url, { kind, from, milliseconds: MINUTE });
        closing.push(proxy.close);
        const path = `o/outage-${kind}-${from}`;
        const began = performance.now();
        const run = await runAction({ binary, image: `${proxy.host}/${path}`, tags: 'v1' });
        expect({ kind, from, ...run }).toMatchObject({ exitCode: 0 });
        const seconds = Math.round((performance.now() - began) / 1000);
        process.stdout.write(`outage of 60 s (${kind}) from request ${from} on: published after ${seconds} s\n`);
        expect(proxy.failed).toBeGreaterThan(0);
        expect(await crane('validate', '--remote', `${registry.host}/${path}:v1`)).toContain('PASS');
      }),
    );
  }, 200_000);

  test('asks for a new token whenever the old one has lived its 2 seconds, one at a time', async () => {
    const users = { [USER.username]: USER.password };
    const registry = await startStrictRegistry({ auth: { kind: 'bearer', users, lifetime: 2 } });
    const slow = await startSlowProxy(registry.origin, { bytesPerSecond: MB });
    closing.push(registry.close.bind(registry), slow.close);
    const inputs = { binary, image: `${slow.host}/o/app`, tags: 'v1', ...USER, 'chunk-size': '512KiB' };
    expect(await runAction(inputs)).toMatchObject({ exitCode: 0 });
    const { origin, ownerAuthorization: authorization } = registry;
    await validateImage({ origin, repository: 'o/app', reference: 'v1', authorization });
    const tokens = registry.requests.filter(({ endpoint }) => endpoint === 'token');
    process.stdout.write(`an upload of 10 s with tokens that live 2: ${tokens.length} token requests\n`);
    expect(tokens.length).toBeGreaterThan(3);
    expect(tokens.filter(({ startedAt }, place) => startedAt < (tokens[place - 1]?.endedAt ?? 0))).toEqual([]);
  }, 120_000);

  test('deletes its open uploads when it is cancelled, moves no tag and says so', async () => {
    const registry = await startStrictRegistry();
    const slow = await startSlowProxy(registry.origin, { bytesPerSecond: 2 * MB });
    closing.push(registry.close.bind(registry), slow.close);
    const uploading = until(() => registry.requests.some(({ bytesReceived }) => bytesReceived > MB));
    const image = `${slow.host}/o/app`;
    const run = await runAction({ binary, image, tags: 'v1' }, {}, { cancelled: uploading });
    expect(run.exitCode).toBe(1);
    expect(registry.openSessions).toBe(0);
    expect(registry.store.find('o/app')?.tags.size ?? 0).toBe(0);
    const told = `The run was cancelled (SIGTERM) (tags of ${image}: no tag was moved)%0AUploads that were under way are given up, and the registry was told so where it answers`;
    expect(run.stdout.match(/^::error::.*/gm)).toEqual([expect.stringContaining(told)]);
  }, 60_000);
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(50);
}
