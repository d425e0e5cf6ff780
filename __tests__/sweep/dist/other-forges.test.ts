import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type StrictRegistry, startStrictRegistry } from '../../../testing/strict-registry/strict-registry.ts';
import { PROJECT, runAction } from '../../real/support/run-action.ts';
import { removeTemporaryFolders } from '../../real/support/temporary-folder.ts';

const binary = join(PROJECT, 'examples/hello/hello-linux-amd64');
const folder = mkdtempSync(join(tmpdir(), 'forge-'));
const NO_FOLDER = join(folder, 'missing/file');
const BROKEN = join(folder, 'broken.json');

let registry: StrictRegistry;
beforeAll(async () => {
  registry = await startStrictRegistry();
  writeFileSync(BROKEN, '{"repository": [1, {"default_branch":');
});
afterAll(() => registry.close());

const without = (...names: string[]) => Object.fromEntries(names.map((name) => [name, undefined]));
const GITHUB = ['SERVER_URL', 'API_URL', 'REPOSITORY', 'REPOSITORY_OWNER', 'EVENT_NAME', 'REF', 'REF_NAME', 'REF_TYPE'];
const RUN = ['SHA', 'RUN_ID', 'RUN_ATTEMPT', 'RUN_NUMBER', 'JOB', 'WORKFLOW', 'ACTOR', 'EVENT_PATH', 'ACTIONS'];
const FILES = ['OUTPUT', 'STATE', 'ENV', 'PATH', 'STEP_SUMMARY', 'ARTIFACTS', 'WORKSPACE'];
const all = (names: readonly string[]) => names.map((name) => `GITHUB_${name}`);

/** What each place lacks or has differently. */
const PLACES: Readonly<Record<string, Readonly<Record<string, string | undefined>>>> = {
  'GitHub Enterprise Server': {
    GITHUB_SERVER_URL: 'https://github.corp.example',
    GITHUB_API_URL: 'https://github.corp.example/api/v3',
    ...without('GITHUB_ARTIFACTS'),
  },
  'Gitea before 1.27, without summaries': {
    GITHUB_SERVER_URL: 'https://gitea.example',
    ...without('GITHUB_STEP_SUMMARY', 'GITHUB_ARTIFACTS', 'GITHUB_EVENT_PATH'),
  },
  Forgejo: {
    GITHUB_SERVER_URL: 'https://codeberg.example/',
    FORGEJO_ACTIONS: 'true',
    ...without('GITHUB_ARTIFACTS', 'GITHUB_API_URL'),
  },
  act: { ACT: 'true', ...without('GITHUB_ARTIFACTS', 'GITHUB_ACTIONS', 'RUNNER_TEMP') },
  'a runner whose files cannot be written': {
    GITHUB_STEP_SUMMARY: NO_FOLDER,
    GITHUB_ARTIFACTS: NO_FOLDER,
    GITHUB_ARTIFACTS_LIST: NO_FOLDER,
  },
  'a runner with a broken event': { GITHUB_EVENT_PATH: BROKEN, GITHUB_ARTIFACTS_LIST: BROKEN },
  'a runner whose event is gone': { GITHUB_EVENT_PATH: NO_FOLDER },
  'a runner with empty variables': {
    ...Object.fromEntries(all([...GITHUB, ...RUN, 'STEP_SUMMARY', 'ARTIFACTS']).map((name) => [name, ''])),
  },
  'a shell': without(...all([...GITHUB, ...RUN, ...FILES]), 'RUNNER_TEMP', 'RUNNER_OS', 'RUNNER_ARCH', 'CI', 'HOME'),
};

describe('what is missing elsewhere fails no run', () => {
  test.each(Object.keys(PLACES))('%s', async (place) => {
    const repository = `acme/${place.toLowerCase().replace(/[^a-z]+/g, '-')}`;
    const image = `${registry.host}/${repository}`;
    const run = await runAction({ binary, image, tags: '1.0.0' }, PLACES[place] ?? {});
    expect([run.exitCode, run.stderr]).toEqual([0, '']);
    expect(run.stdout).not.toMatch(/::(error|warning)/);
    expect(run.stdout).toMatch(new RegExp(`${image}@sha256:[0-9a-f]{64}`));
    const answer = await fetch(`${registry.origin}/v2/${repository}/tags/list`);
    expect(await answer.json()).toMatchObject({ tags: ['1.0.0'] });
  });

  test('and elsewhere than on github.com the image has to be named, in one sentence', async () => {
    const run = await runAction({ binary }, { GITHUB_SERVER_URL: 'https://gitea.example' });
    expect(run.exitCode).toBe(1);
    expect(run.stdout.match(/^::error.*/gm)).toEqual([
      expect.stringContaining('image: there is no default here, since'),
    ]);
  });
});

afterAll(removeTemporaryFolders);
