import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse, parseAllDocuments } from 'yaml';
import { INPUT_DEFAULTS } from '../../../src/inputs/input-table.ts';
import { type StrictRegistry, startStrictRegistry } from '../../../testing/strict-registry/strict-registry.ts';
import { type Finished, run } from '../../real/support/process.ts';
import { PROJECT } from '../../real/support/run-action.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../real/support/temporary-folder.ts';

const HELLO = join(PROJECT, 'examples/hello');
const read = (file: string) => readFileSync(join(PROJECT, file), 'utf8');

interface Job {
  readonly script: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
  readonly artifacts?: { readonly reports?: { readonly dotenv?: string } };
}

let registry: StrictRegistry;
beforeAll(async () => {
  registry = await startStrictRegistry();
});
afterAll(async () => {
  await Promise.all([registry.close(), removeTemporaryFolders()]);
});

/** Runs the script as a runner's shell does, for a pushed tag; `npx` is the bundle of this project. */
async function runJob({ script, variables }: Job, project: string): Promise<Finished & { readonly folder: string }> {
  const folder = await temporaryFolder('gitlab');
  const bin = await temporaryFolder('bin');
  const shim = `#!/bin/sh\nshift 2\nexec '${process.execPath}' '${join(PROJECT, 'dist/cli.js')}' "$@"\n`;
  writeFileSync(join(bin, 'npx'), shim);
  chmodSync(join(bin, 'npx'), 0o755);
  mkdirSync(join(folder, 'dist'));
  for (const arch of ['amd64', 'arm64'])
    copyFileSync(join(HELLO, `hello-linux-${arch}`), join(folder, `dist/app-linux-${arch}`));
  const job = { GITLAB_CI: 'true', CI: 'true', CI_COMMIT_TAG: 'v1.2.3', CI_REGISTRY: registry.host };
  const env = { ...job, CI_REGISTRY_IMAGE: `${registry.host}/acme/${project}`, ...variables };
  const finished = await run('sh', ['-ec', script.join('\n')], {
    cwd: folder,
    env: { PATH: `${bin}:${process.env.PATH}`, HOME: bin, ...env },
  });
  return { ...finished, folder };
}

async function expectPublished(job: Job, project: string): Promise<void> {
  const { exitCode, stderr, folder } = await runJob(job, project);
  expect([exitCode, stderr]).toEqual([0, expect.stringContaining('Published')]);
  const answer = await fetch(`${registry.origin}/v2/acme/${project}/tags/list`);
  expect(await answer.json()).toMatchObject({ tags: ['1', '1.2', '1.2.3', 'latest'] });
  const report = readFileSync(join(folder, job.artifacts?.reports?.dotenv ?? 'none'), 'utf8');
  expect(report).toContain('FROM_SCRATCH_PLATFORMS=linux/amd64,linux/arm64\n');
}

describe('for GitLab', () => {
  test('the example publishes a tag for two platforms', async () => {
    const pipeline = parse(read('examples/gitlab/.gitlab-ci.yml')) as Readonly<Record<string, Job>>;
    await expectPublished(pipeline['push-image'] as Job, 'example');
  });

  test('the component publishes with one input', async () => {
    await expectPublished(componentJob({ binary: 'dist/app-*' }), 'component');
  });

  test('the component passes inputs on as they are, through no shell', async () => {
    const inputs = {
      binary: 'dist/app-*',
      config: 'env: { A: "$(touch x) `touch y`" }',
      tags: 'a\nb',
      flags: '--json',
    };
    const { exitCode, stdout, folder } = await runJob(componentJob(inputs), 'inputs');
    expect(exitCode).toBe(0);
    expect((JSON.parse(stdout) as { tags: string[] }).tags.map((tag) => tag.split(':').at(-1))).toEqual(['a', 'b']);
    expect((await run('ls', [folder])).stdout).toBe('dist\nfrom-scratch.env\n');
  });

  test('every variable of the component is an input of the action', () => {
    const { variables = {} } = componentJob({ binary: 'app' });
    const names = Object.keys(variables).map((name) => name.replace('INPUT_', '').toLowerCase().replaceAll('_', '-'));
    expect(names.filter((name) => !(name in INPUT_DEFAULTS))).toEqual([]);
  });
});

/** What GitLab makes of the component: inputs are put in as text before the YAML is read. */
function componentJob(given: Readonly<Record<string, string>>): Job {
  const [head] = parseAllDocuments(read('templates/push.yml')).map((document) => document.toJS());
  const inputs = (head as { spec: { inputs: Record<string, { default?: string }> } }).spec.inputs;
  const body = read('templates/push.yml').split(/^---$/m)[1] ?? '';
  const filled = parse(body, (_, value: unknown) =>
    typeof value === 'string'
      ? value.replace(
          /\$\[\[ inputs\.([\w-]+) \]\]/g,
          (_whole, name: string) => given[name] ?? inputs[name]?.default ?? '',
        )
      : value,
  ) as Readonly<Record<string, Job>>;
  return Object.values(filled)[0] as Job;
}
