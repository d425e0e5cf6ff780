import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { INPUT_DEFAULTS } from '../../src/inputs/input-table.ts';
import { type ActionRun, PROJECT, runAction } from '../real/support/run-action.ts';
import { removeTemporaryFolders } from '../real/support/temporary-folder.ts';
import { rowsOf } from '../support/part-of-sweep.ts';
import { scratchFolder } from '../support/scratch-folder.ts';

const folder = scratchFolder('inputs');
const workspace = join(folder, 'workspace');
mkdirSync(join(workspace, 'bin'), { recursive: true });
mkdirSync(join(workspace, '.git'));
copyFileSync(join(PROJECT, 'examples/hello/hello-linux-amd64'), join(workspace, 'app'));

const INPUTS = { binary: 'app', image: 'registry.test/acme/app', tags: 'v1', push: 'false' };
const errorsOf = ({ stdout }: ActionRun) => stdout.split('\n').filter((line) => line.startsWith('::error'));

function run(inputs: Record<string, string>, env: Record<string, string> = {}): Promise<ActionRun> {
  return runAction({ ...INPUTS, ...inputs }, env, { workspace });
}

describe('a binary that is not given', () => {
  test('is one problem', async () => {
    const ended = await run({ binary: '' });
    expect(errorsOf(ended)).toEqual([expect.stringMatching(/^::error::binary: not given, nor is merge\. [^%]*$/)]);
  });

  test('is told what a config block without it needs', async () => {
    const ended = await run({ binary: '', config: 'user: root' });
    expect(errorsOf(ended)).toEqual([expect.stringContaining('An image without a program has files')]);
  });
});

describe('an input that takes a boolean', () => {
  const BOOLEANS = Object.entries(INPUT_DEFAULTS).flatMap(([name, value]) =>
    ['true', 'false'].includes(value) || ['push', 'latest', 'verify', 'smoke-test'].includes(name) ? [name] : [],
  );

  test('is one of these', () => {
    expect(BOOLEANS.sort()).toEqual(
      ['allow-dynamic', 'attest', 'insecure', 'latest', 'overwrite', 'push', 'smoke-test', 'summary', 'verify'].sort(),
    );
  });

  test('takes true and false in any case and with space around, and nothing like them', async () => {
    const turned = (texts: readonly string[]) =>
      Object.fromEntries(BOOLEANS.map((name, place) => [name, texts[place % texts.length] ?? '']));
    // What is true here needs docker or a registry; what they are taken for is the next test's.
    const taken = await run({ ...turned(['TRUE', 'False', ' true ']), push: 'FALSE', 'smoke-test': 'False' });
    expect([taken.exitCode, errorsOf(taken)]).toEqual([0, []]);
    const odd = turned(['yes', '0', 'no', 'on']);
    const refused = await run(odd);
    const [error = '', ...others] = errorsOf(refused);
    expect([refused.exitCode, others]).toEqual([1, []]);
    for (const [name, text] of Object.entries(odd)) expect(error).toContain(`- ${name}: "${text}"`);
  });

  test.each(['FALSE', 'False', ' false '])('means what it says: push: %s publishes nothing', async (push) => {
    const ended = await run({ push });
    expect([ended.exitCode, ended.outputs.pushed]).toEqual([0, 'false']);
    expect(ended.stdout).toContain('Not publishing to registry.test/acme/app: push: false');
  });

  test.each(['TRUE', ' True '])('means what it says: push: %s publishes', async (push) => {
    const ended = await run({ push, image: '127.0.0.1:9/acme/app', 'retry-for': '0' });
    expect(ended.stdout).toContain('Publishing to 127.0.0.1:9/acme/app');
    expect(ended.exitCode).toBe(1);
  });
});

describe('a config that is a path', () => {
  const outside = join(folder, 'outside.yml');
  writeFileSync(outside, 'hunter2-S3cret: value\n');
  symlinkSync(outside, join(workspace, 'link.yml'));
  symlinkSync('loop.yml', join(workspace, 'loop.yml'));
  writeFileSync(join(workspace, 'latin1.yml'), Buffer.from('labels: { a: hunter2-S3cret\xe9 }\n', 'latin1'));
  writeFileSync(join(workspace, 'good.yml'), 'labels: { a: b }\n');
  writeFileSync(join(workspace, 'large.yml'), '# hunter2-S3cret\n'.repeat(100_000));
  spawnSync('mkfifo', [join(workspace, 'pipe.yml')]);

  const REFUSED = [
    ['link.yml', 'a symbolic link that points outside the workspace'],
    ['loop.yml', 'a symbolic link in a loop'],
    ['../outside.yml', 'is outside the workspace'],
    ['pipe.yml', 'a named pipe (FIFO)'],
    ['/dev/zero', 'a device'],
    ['/dev/stdin', 'is'],
    ['bin', 'a directory'],
    ['latin1.yml', 'not text in UTF-8'],
    ['app', 'not text in UTF-8'],
    ['large.yml', 'at most'],
    ['nowhere.yml', 'does not exist'],
  ] as const;

  test.each(rowsOf(REFUSED, 14))('%s is one error that shows nothing of it', async (config, message) => {
    const ended = await run({ config });
    const [error = '', ...others] = errorsOf(ended);
    expect([ended.exitCode, others]).toEqual([1, []]);
    expect(error).toMatch(/^::error::config: /);
    expect(error).toContain(message);
    expect(ended.stdout).not.toContain('hunter2');
  });

  test.each(['good.yml', './good.yml', join(workspace, 'good.yml')])('%s is read', async (config) => {
    expect((await run({ config })).exitCode).toBe(0);
  });
});

describe('what runs as git, docker, podman or a credential helper', () => {
  const trap = join(folder, 'trapped');
  const script = `#!/bin/sh\necho "$0" >> ${trap}\nexit 1\n`;
  for (const name of ['git', 'docker', 'podman', 'docker-credential-trap']) {
    for (const place of [workspace, join(workspace, 'bin')]) {
      writeFileSync(join(place, name), script);
      chmodSync(join(place, name), 0o755);
    }
  }
  const linked = join(folder, 'linked');
  symlinkSync(join(workspace, 'bin'), linked);
  const links = join(folder, 'links');
  mkdirSync(links);
  for (const name of ['git', 'docker']) symlinkSync(join(workspace, 'bin', name), join(links, name));

  const ENTRIES = [
    ['a relative folder', '.'],
    ['an empty entry', ''],
    ['a relative path', 'bin'],
    ['a folder of the workspace', join(workspace, 'bin')],
    ['a link to a folder of the workspace', linked],
    ['a folder of links to programs of the workspace', links],
  ] as const;

  test.each(rowsOf(ENTRIES, 14))('is nothing from %s', async (_, entry) => {
    const home = join(folder, 'home');
    mkdirSync(join(home, '.docker'), { recursive: true });
    writeFileSync(join(home, '.docker/config.json'), '{"credsStore": "trap"}');
    const env = { HOME: home, PATH: [entry, join(folder, 'empty')].join(delimiter) };
    const tested = await run({ 'smoke-test': 'true' }, env);
    expect(errorsOf(tested)).toEqual([expect.stringContaining('docker: not found on PATH; podman: not found on PATH')]);
    const pushed = await run({ push: 'true' }, env);
    expect(errorsOf(pushed)).toEqual([expect.stringContaining('it is not on PATH')]);
    expect(existsSync(trap)).toBe(false);
  });
});

afterAll(removeTemporaryFolders);
