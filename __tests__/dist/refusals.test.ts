import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type StrictRegistry, startStrictRegistry } from '../../testing/strict-registry/strict-registry.ts';
import { PROJECT, runAction } from '../real/support/run-action.ts';
import { removeTemporaryFolders } from '../real/support/temporary-folder.ts';

const HELLO = join(PROJECT, 'examples/hello/hello-linux-amd64');

let registry: StrictRegistry;
let folder: string;
beforeAll(async () => {
  registry = await startStrictRegistry({ auth: { kind: 'bearer', users: { robot: 'right horse battery' } } });
  folder = await mkdtemp(join(tmpdir(), 'refusals-'));
});
afterAll(async () => {
  await registry.close();
  await rm(folder, { recursive: true, force: true });
});

function errorsOf(stdout: string): string[] {
  return stdout.split('\n').filter((line) => line.startsWith('::error'));
}

describe('a file that cannot run', () => {
  test.each([
    ['a shell script', '#!/bin/sh\necho hi\n', 'script'],
    ['a program for Windows', `MZ${'\0'.repeat(200)}`, 'Windows'],
    ['an empty file', '', 'empty'],
    ['a failed download', '<!DOCTYPE html><html></html>', 'HTML'],
  ])('%s ends the run with one error before anything is sent', async (_, content, word) => {
    const binary = join(folder, 'app');
    await writeFile(binary, content);
    registry.forgetRequests();
    const { exitCode, stdout, outputs } = await runAction({ binary, image: `${registry.host}/acme/app`, tags: 'x' });
    expect(exitCode).toBe(1);
    expect(errorsOf(stdout)).toHaveLength(1);
    expect(errorsOf(stdout)[0]).toContain(word);
    expect(outputs).toEqual({});
    expect(registry.requests).toHaveLength(0);
  });
});

describe('wrong inputs', () => {
  test('are reported together, in one error', async () => {
    const inputs = {
      binary: 'nowhere',
      concurrency: 'many',
      config: 'usr: root\nenv: 5',
      image: `${registry.host}/acme/app`,
    };
    const { exitCode, stdout } = await runAction(inputs);
    expect(exitCode).toBe(1);
    const [error = '', ...others] = errorsOf(stdout);
    expect(others).toEqual([]);
    for (const part of ['concurrency', 'config:1:1', 'did you mean', 'config:2', 'nowhere'])
      expect(error).toContain(part);
  });

  test('pull_request_target is refused whatever else is asked for', async () => {
    const { exitCode, stdout } = await runAction(
      { binary: HELLO, push: 'false' },
      { GITHUB_EVENT_NAME: 'pull_request_target' },
    );
    expect(exitCode).toBe(1);
    expect(errorsOf(stdout)[0]).toContain('pull_request_target');
  });
});

describe('authentication', () => {
  const image = () => `${registry.host}/acme/app`;

  test('a wrong password names registry and user and says what to set, and appears nowhere', async () => {
    const password = 'wrong horse battery';
    const run = await runAction({ binary: HELLO, image: image(), tags: 'x', username: 'robot', password });
    expect(run.exitCode).toBe(1);
    const [error = '', ...others] = errorsOf(run.stdout);
    expect(others).toEqual([]);
    expect(error).toContain(registry.host);
    expect(error).toContain('robot');
    expect(error).toContain('password');
    const printed = run.stdout.split('\n').filter((line) => !line.startsWith('::add-mask::'));
    const pair = Buffer.from(`robot:${password}`).toString('base64');
    for (const text of [printed.join('\n'), run.stderr, run.summary, JSON.stringify(run.outputs)]) {
      expect(text).not.toContain(password);
      expect(text).not.toContain(pair);
    }
  });

  test('asks for one token and uses it for all that follows', async () => {
    registry.forgetRequests();
    const inputs = { binary: HELLO, image: image(), tags: 'x\ny', username: 'robot', password: 'right horse battery' };
    expect((await runAction(inputs)).exitCode).toBe(0);
    expect(registry.requests.filter(({ path }) => path.startsWith('/token'))).toHaveLength(1);
    expect(registry.violations).toEqual([]);
  });
});

afterAll(removeTemporaryFolders);
