import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { yamlBlocks } from '../../scripts/workflow-steps.ts';
import { type ActRun, runAct } from './support/act.ts';
import { crane } from './support/clients.ts';
import { type RealRegistry, startDockerRegistry } from './support/registry.ts';
import { PROJECT } from './support/run-action.ts';
import { removeTemporaryFolders, temporaryFolder } from './support/temporary-folder.ts';

let registry: RealRegistry;
beforeAll(async () => {
  registry = await startDockerRegistry();
});
afterAll(() => registry.stop());

const REPOSITORY = {
  full_name: 'acme/app',
  name: 'app',
  html_url: 'https://github.com/acme/app',
  default_branch: 'main',
  description: 'An app',
  owner: { login: 'acme' },
};

function workflow(on: string, name: string): string {
  return `
on: ${on}
jobs:
  image:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - id: image
        uses: ./
        with:
          binary: examples/hello/hello-linux-amd64
          image: ${registry.host}/acme/${name}
      - run: echo "the digest is \${{ steps.image.outputs.digest }}, pushed \${{ steps.image.outputs.pushed }}"
`;
}

async function act(run: ActRun): Promise<{ readonly stdout: string; readonly digest: string }> {
  const { exitCode, stdout, stderr } = await runAct(run);
  if (exitCode !== 0) throw new Error(`act ended with ${exitCode}:\n${stdout}\n${stderr}`);
  return { stdout, digest: /the digest is (sha256:[0-9a-f]{64})/.exec(stdout)?.[1] ?? '' };
}

async function tagsOf(name: string): Promise<string[]> {
  return (await crane('ls', `${registry.host}/acme/${name}`)).trim().split('\n').sort();
}

async function digestOf(reference: string): Promise<string> {
  return (await crane('digest', `${registry.host}/acme/${reference}`)).trim();
}

describe('a workflow, run by act', () => {
  test('that a version tag starts writes its tags', async () => {
    const payload = { ref: 'refs/tags/v1.4.2', repository: REPOSITORY };
    const { digest } = await act({ event: 'push', payload, workflow: workflow('push', 'tagged'), tag: 'v1.4.2' });
    expect(await tagsOf('tagged')).toEqual(['1', '1.4', '1.4.2', 'latest']);
    expect(await digestOf('tagged:latest')).toBe(digest);
  });

  test('that a push of the default branch starts writes its name and edge', async () => {
    const payload = { ref: 'refs/heads/main', repository: REPOSITORY };
    const { digest } = await act({ event: 'push', payload, workflow: workflow('push', 'branch') });
    expect(await tagsOf('branch')).toEqual(['edge', 'main']);
    for (const tag of ['edge', 'main']) expect(await digestOf(`branch:${tag}`)).toBe(digest);
  });

  test('that a pull request starts pushes nothing and reports the digest', async () => {
    const head = { ref: 'topic', sha: '0123456789abcdef0123456789abcdef01234567', repo: { full_name: 'acme/app' } };
    const base = { ref: 'main', repo: { full_name: 'acme/app' } };
    const payload = { number: 7, pull_request: { number: 7, head, base }, repository: REPOSITORY };
    const { stdout, digest } = await act({
      event: 'pull_request',
      payload,
      workflow: workflow('pull_request', 'pull'),
    });
    expect(digest).toMatch(/^sha256:/);
    expect(stdout).toContain('pushed false');
    await expect(tagsOf('pull')).rejects.toThrow('NAME_UNKNOWN');
  });

  test('that is dispatched on a tag does what the push of the tag does', async () => {
    const payload = { ref: 'refs/tags/v2.0.0-rc.1', inputs: {}, repository: REPOSITORY };
    const run = { event: 'workflow_dispatch', payload, workflow: workflow('workflow_dispatch', 'dispatched') };
    const { digest } = await act({ ...run, tag: 'v2.0.0-rc.1' });
    expect(await tagsOf('dispatched')).toEqual(['2.0.0-rc.1']);
    expect(await digestOf('dispatched:2.0.0-rc.1')).toBe(digest);
  });

  test('with a program a job publishes the one whose tag it is, and all jobs succeed', async () => {
    const payload = { ref: 'refs/tags/api/v1.4.2', repository: REPOSITORY };
    const run = { event: 'push', payload, workflow: await monorepo(), tag: 'api/v1.4.2' };
    const { stdout } = await act(run);
    expect(stdout).toContain('This is not a release of worker: skipped');
    expect(await tagsOf('app/api')).toEqual(['1', '1.4', '1.4.2', 'latest']);
    await expect(tagsOf('app/worker')).rejects.toThrow('NAME_UNKNOWN');
  });

  test('with a matrix and a job that merges publishes one index', async () => {
    const shared = await temporaryFolder('digests');
    await mkdir(shared, { recursive: true });
    const image = `${registry.host}/acme/matrix`;
    const payload = { ref: 'refs/tags/v3.0.0', repository: REPOSITORY };
    const { digest } = await act({ event: 'push', payload, workflow: matrix(image, shared), tag: 'v3.0.0' });
    expect(await tagsOf('matrix')).toEqual(['3', '3.0', '3.0.0', 'latest']);
    expect(await digestOf('matrix:3.0.0')).toBe(digest);
    const index = JSON.parse(await crane('manifest', `${image}:3.0.0`));
    const platforms = index.manifests.map(
      ({ platform }: { platform: { architecture: string } }) => platform.architecture,
    );
    expect(platforms).toEqual(['amd64', 'arm64']);
    expect(await crane('validate', '--remote', `${image}:latest`)).toContain('PASS');
  });
});

/** The recipe of the guide; its programs are the binary of this project, and its registry is here. */
async function monorepo(): Promise<string> {
  const guide = 'docs/workflows.md';
  const blocks = yamlBlocks(guide, await readFile(join(PROJECT, guide), 'utf8'));
  const recipe = blocks.find((text) => text.includes('tag-prefix:'));
  if (recipe === undefined) throw new Error(`there is no recipe with tag-prefix in ${guide}`);
  return recipe
    .replace(/- run: .*go build.*/, `- run: cp examples/hello/hello-linux-amd64 "$\{{ matrix.program }}"`)
    .replace(/uses: \S+\/from-scratch@\S+/, 'uses: ./')
    .replace('ghcr.io/', `${registry.host}/`);
}

function matrix(image: string, shared: string): string {
  return `
on: push
jobs:
  build:
    runs-on: ubuntu-latest
    strategy:
      matrix: { arch: [amd64, arm64] }
    steps:
      - uses: actions/checkout@v5
      - uses: ./
        with:
          binary: examples/hello/hello-linux-\${{ matrix.arch }}
          image: ${image}
          tags: none
          digest-file: ${shared}/\${{ matrix.arch }}
  merge:
    needs: build
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - id: image
        uses: ./
        with:
          merge: ${shared}/*
          image: ${image}
      - run: echo "the digest is \${{ steps.image.outputs.digest }}"
`;
}

afterAll(removeTemporaryFolders);
