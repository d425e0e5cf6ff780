import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type StrictRegistry, startStrictRegistry } from '../../../testing/strict-registry/strict-registry.ts';
import { PROJECT, runAction } from '../../real/support/run-action.ts';
import { removeTemporaryFolders } from '../../real/support/temporary-folder.ts';
import { writeTree } from '../../support/scratch-folder.ts';

const HELLO = join(PROJECT, 'examples/hello/hello-linux-amd64');
const CONFIG = 'files: [{ src: manifests/, dst: /manifests/ }]';

let registry: StrictRegistry;
let workspace: string;
beforeAll(async () => {
  registry = await startStrictRegistry();
  workspace = await mkdtemp(join(tmpdir(), 'files-alone-'));
  await writeTree(workspace, { 'manifests/app.yaml': 'kind: App\n' });
});
afterAll(async () => {
  await registry.close();
  await rm(workspace, { recursive: true, force: true });
});

describe('an image of files alone', () => {
  test('is published, and the summary says that it starts nothing', async () => {
    const inputs = { image: `${registry.host}/acme/bundle`, tags: 'v1', config: CONFIG };
    const run = await runAction(inputs, {}, { workspace });
    expect({ exitCode: run.exitCode, stdout: run.stdout }).toMatchObject({ exitCode: 0 });
    expect(run.outputs).toMatchObject({ platforms: 'linux/amd64', pushed: 'true' });
    expect(run.summary).toContain('starts nothing');
    expect(run.summary).toContain('docker pull');
    expect(run.summary).not.toContain('docker run');
  });

  test('is made for the platforms that are asked for', async () => {
    const inputs = {
      image: `${registry.host}/acme/bundle`,
      tags: 'v2',
      config: CONFIG,
      platforms: 'linux/arm64,linux/s390x',
    };
    const { outputs } = await runAction(inputs, {}, { workspace });
    expect(outputs.platforms).toBe('linux/arm64,linux/s390x');
  });

  test('cannot be tried out, and is no image without files', async () => {
    const image = `${registry.host}/acme/bundle`;
    const tried = await runAction({ image, tags: 'v3', config: CONFIG, 'smoke-test': 'true' }, {}, { workspace });
    expect(tried.stdout).toContain('smoke-test: the image has no entrypoint and no cmd');
    const empty = await runAction({ image, tags: 'v3', config: 'user: root' }, {}, { workspace });
    expect(empty.stdout).toContain('binary: not given');
    expect([tried.exitCode, empty.exitCode]).toEqual([1, 1]);
  });
});

describe('what is written beside the registry', () => {
  test('is said to differ where a version stays as it was published', async () => {
    const inputs = { binary: HELLO, image: `${registry.host}/acme/kept`, tags: '1.0.0', version: '1.0.0' };
    const first = await runAction(inputs, { GITHUB_SHA: 'a'.repeat(40) }, { workspace });
    const output = 'oci:layout';
    const again = await runAction({ ...inputs, output }, { GITHUB_SHA: 'b'.repeat(40) }, { workspace });
    const { manifests } = JSON.parse(await readFile(join(workspace, 'layout/index.json'), 'utf8'));
    expect(again.outputs.digest).toBe(first.outputs.digest);
    expect(manifests[0].digest).not.toBe(first.outputs.digest);
    expect(again.stdout).toContain(`::warning::output: what was written is ${manifests[0].digest}`);
  });

  test('never takes the place of what is read', async () => {
    await writeTree(workspace, { app: await readFile(HELLO) });
    const inputs = { binary: 'app', image: `${registry.host}/acme/app`, tags: 'x', output: 'oci-archive:app' };
    const { exitCode, stdout } = await runAction(inputs, {}, { workspace });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('which is read for the image');
    expect((await readFile(join(workspace, 'app'))).equals(await readFile(HELLO))).toBe(true);
  });
});

afterAll(removeTemporaryFolders);
