import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type StrictRegistry, startStrictRegistry } from '../../testing/strict-registry/strict-registry.ts';
import { output } from './support/process.ts';
import { type ActionRun, PROJECT, runAction } from './support/run-action.ts';
import { removeTemporaryFolders, temporaryFolder } from './support/temporary-folder.ts';

const IDENTITY = ['-c', 'user.name=n', '-c', 'user.email=e@example.com'];
const README = join(PROJECT, 'README.md');

let registry: StrictRegistry;
let origin: string;
beforeAll(async () => {
  registry = await startStrictRegistry();
  origin = await temporaryFolder('origin');
  await cp(join(PROJECT, 'examples/hello-go'), origin, { recursive: true });
  await git(origin, 'init', '-q', '-b', 'main');
  await commit('first');
  await git(origin, 'tag', 'v1.0.0');
  await writeFile(join(origin, 'NOTES'), 'x');
  await commit('second');
}, 60_000);
afterAll(async () => {
  await registry.close();
  await removeTemporaryFolders();
});

async function git(folder: string, ...args: string[]): Promise<string> {
  return (await output('git', ['-C', folder, ...IDENTITY, ...args])).trim();
}

async function commit(message: string): Promise<void> {
  await git(origin, 'add', '.');
  await git(origin, 'commit', '-q', '-m', message);
}

/** A checkout of one commit, as actions/checkout makes it, with the program built by the README's own command. */
async function built(ref: string, change: (command: string) => string = (command) => command): Promise<string> {
  const folder = await temporaryFolder('checkout');
  await git(folder, 'clone', '-q', '--depth=1', '--branch', ref, `file://${origin}`, '.');
  const [, command = ''] = /^ +- run: (CGO_ENABLED=0 go build .*)$/m.exec(await readFile(README, 'utf8')) ?? [];
  // A machine may have turned off what runners leave on.
  const env = { ...process.env, GOFLAGS: '-buildvcs=auto' };
  await output('sh', ['-c', change(command)], { cwd: folder, env });
  return folder;
}

async function release(
  workspace: string,
  image: string,
  sha: string,
  ref = 'refs/tags/v1.0.0',
  more = {},
): Promise<ActionRun> {
  const env = { GITHUB_REF: ref, GITHUB_SHA: sha };
  return runAction({ binary: 'app', image: `${registry.host}/acme/${image}`, ...more }, env, { workspace });
}

describe("a newcomer with the README's first workflow", () => {
  test('publishes a release, and changes nothing by running it again on another machine', async () => {
    const sha = await git(origin, 'rev-parse', 'v1.0.0');
    const first = await release(await built('v1.0.0'), 'again', sha);
    expect([first.exitCode, first.outputs.version]).toEqual([0, '1.0.0']);
    const second = await release(await built('v1.0.0'), 'again', sha);
    expect([second.exitCode, second.outputs.digest]).toEqual([0, first.outputs.digest]);
    expect(second.stdout).not.toContain('::warning::');
  }, 120_000);

  test('is told what differs, and why, where the build has the path of its folder in it', async () => {
    const sha = await git(origin, 'rev-parse', 'v1.0.0');
    const plain = (command: string) => command.replace('-trimpath ', '');
    expect((await release(await built('v1.0.0', plain), 'plain', sha)).exitCode).toBe(0);
    const again = await release(await built('v1.0.0', plain), 'plain', sha);
    expect(again.exitCode).toBe(1);
    expect(again.stdout).toMatch(/What differs: the binary\. .*without -trimpath/);
  }, 120_000);

  test('gets the same release from a dispatched run on a branch that checks out the tag, with a warning', async () => {
    const [tag, main] = [await git(origin, 'rev-parse', 'v1.0.0'), await git(origin, 'rev-parse', 'main')];
    const first = await release(await built('v1.0.0'), 'dispatched', tag);
    const more = { version: '1.0.0' };
    const second = await release(await built('v1.0.0'), 'other', main, 'refs/heads/main', more);
    expect(second.outputs.digest).toBe(first.outputs.digest);
    expect(second.stdout).toContain(
      `::warning::The binary was built from commit ${tag}, and this run is for commit ${main}`,
    );
    expect(second.summary).toContain('⚠️&nbsp;**Source state**: built from commit');
  }, 120_000);
});
