import { chmodSync, chownSync, copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type StrictRegistry, startStrictRegistry } from '../../../testing/strict-registry/strict-registry.ts';
import { PROJECT } from '../../real/support/run-action.ts';
import { runCommand } from '../../real/support/run-command.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../real/support/temporary-folder.ts';

const HELLO = join(PROJECT, 'examples/hello/hello-linux-amd64');

let registry: StrictRegistry;
beforeAll(async () => {
  registry = await startStrictRegistry();
});
afterAll(async () => {
  await Promise.all([registry.close(), removeTemporaryFolders()]);
});

/** Somebody without a name, a home or rights. */
const NOBODY = 54_321;

/** A folder with `dist/app` and what a Windows editor writes; nobody may change anything in it. */
async function workspace(): Promise<string> {
  const folder = await temporaryFolder('machine');
  mkdirSync(join(folder, 'dist/static'), { recursive: true });
  copyFileSync(HELLO, join(folder, 'dist/app'));
  writeFileSync(join(folder, 'dist/static/index.html'), 'x');
  writeFileSync(
    join(folder, 'image.yml'),
    [
      'env:',
      '  A: 1.10',
      'files:',
      '  - { src: "dist\\\\static\\\\", dst: /srv/ }',
      '  - dst: /etc/motd',
      '    content: |',
      '      hello',
      '',
    ].join('\r\n'),
  );
  for (const path of ['dist/app', 'dist/static/index.html', 'image.yml']) chmodSync(join(folder, path), 0o444);
  for (const path of ['dist/static', 'dist', '.']) chmodSync(join(folder, path), 0o555);
  return folder;
}

const args = (name: string) => ['--image', `${registry.host}/acme/${name}`, '--tags', 'v1', '--push'];

describe('the command', () => {
  test('needs no git, no HOME and no PATH', async () => {
    const env = { PATH: undefined, HOME: undefined };
    const run = await runCommand(['dist/app', ...args('bare')], { cwd: await workspace(), env });
    expect([run.exitCode, run.stderr]).toEqual([0, expect.stringContaining('Published')]);
  });

  test('runs as another user, who may write to TMPDIR only, and leaves nothing there', async () => {
    const temporary = await temporaryFolder('tmp');
    if (process.getuid?.() === 0) chownSync(temporary, NOBODY, NOBODY);
    const options = { cwd: await workspace(), env: { HOME: undefined, TMPDIR: temporary }, uid: NOBODY };
    const run = await runCommand(['dist/app', '--config', 'image.yml', ...args('nobody')], options);
    expect([run.exitCode, run.stderr]).toEqual([0, expect.stringContaining('Published')]);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test('makes the same image of paths and line breaks in either style', async () => {
    const folder = await workspace();
    const other = join(await temporaryFolder('config'), 'image.yml');
    writeFileSync(
      other,
      'env: { A: "1.10" }\nfiles: [{ src: dist/static/, dst: /srv/ }, { dst: /etc/motd, content: "hello\\n" }]\n',
    );
    const crlf = await runCommand(['dist\\app', '--config', 'image.yml', ...args('style')], { cwd: folder });
    const lf = await runCommand(['dist/app', '--config', other, ...args('style')], { cwd: folder });
    expect([crlf.exitCode, lf.exitCode]).toEqual([0, 0]);
    expect(crlf.stdout).toBe(lf.stdout);
  });

  test('finds globs with back slashes', async () => {
    const back = await runCommand(['dist\\a*', ...args('glob')], { cwd: await workspace() });
    const slashed = await runCommand(['dist/a*', ...args('glob')], { cwd: await workspace() });
    expect([back.exitCode, back.stdout]).toEqual([0, slashed.stdout]);
  });
});
