import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { output } from './support/process.ts';
import { PROJECT } from './support/run-action.ts';
import { removeTemporaryFolders, temporaryFolder } from './support/temporary-folder.ts';

async function commandOf(step: RegExp): Promise<string> {
  const { jobs } = parse(await readFile(join(PROJECT, '.github/workflows/release.yml'), 'utf8'));
  const found = jobs.release.steps.find(({ name = '' }) => step.test(name));
  return found?.run ?? '';
}

test("this project's own major tag follows its releases and never goes back", async () => {
  const origin = await temporaryFolder('origin');
  const clone = await temporaryFolder('clone');
  const git = (...args: string[]) =>
    output('git', ['-C', clone, '-c', 'user.name=n', '-c', 'user.email=e@example.com', ...args]);
  await output('git', ['init', '-q', '--bare', origin]);
  await git('init', '-q', '-b', 'main');
  await git('remote', 'add', 'origin', origin);
  const command = await commandOf(/major tag/);

  const release = async (version: string): Promise<string> => {
    await git('commit', '-q', '--allow-empty', '-m', version);
    await git('tag', version);
    await git('push', '-q', 'origin', version);
    const commit = (await git('rev-parse', 'HEAD')).trim();
    const env = { ...process.env, GITHUB_REF_NAME: version, GITHUB_SHA: commit };
    await output('bash', ['-euo', 'pipefail', '-c', command], { cwd: clone, env });
    return commit;
  };
  const major = async (tag: string) => (await output('git', ['-C', origin, 'rev-parse', `refs/tags/${tag}`])).trim();

  const first = await release('v1.9.0');
  expect(await major('v1')).toBe(first);
  const second = await release('v1.10.0');
  expect(await major('v1')).toBe(second);
  await release('v1.9.1');
  expect(await major('v1')).toBe(second);
  const third = await release('v2.0.0');
  expect([await major('v1'), await major('v2')]).toEqual([second, third]);
  const last = await release('v1.10.1');
  expect([await major('v1'), await major('v2')]).toEqual([last, third]);
});

afterAll(removeTemporaryFolders);
