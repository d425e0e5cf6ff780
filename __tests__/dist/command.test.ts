import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type StrictRegistry, startStrictRegistry } from '../../testing/strict-registry/strict-registry.ts';
import { PROJECT } from '../real/support/run-action.ts';
import { runCommand } from '../real/support/run-command.ts';
import { removeTemporaryFolders } from '../real/support/temporary-folder.ts';
import { scratchFolder } from '../support/scratch-folder.ts';

const HELLO = join(PROJECT, 'examples/hello/hello-linux-amd64');
const PASSWORD = 'c0rrect h+rse/battery';
const folder = scratchFolder('command');

let registry: StrictRegistry;
let locked: StrictRegistry;
beforeAll(async () => {
  registry = await startStrictRegistry();
  locked = await startStrictRegistry({ auth: { kind: 'bearer', users: { robot: PASSWORD } } });
});
afterAll(async () => {
  await Promise.all([registry.close(), locked.close(), removeTemporaryFolders()]);
});

const tagsOf = async (origin: string, repository: string, authorization = '') => {
  const answer = await fetch(`${origin}/v2/${repository}/tags/list`, { headers: { authorization } });
  return ((await answer.json()) as { tags?: string[] }).tags;
};

describe('the command', () => {
  test('pushes what it is asked to, with the digest alone on standard output', async () => {
    const image = `${registry.host}/acme/first`;
    const run = await runCommand([HELLO, '--image', image, '--tags', '1.0.0,dev', '--tags', 'more', '--push']);
    expect(run).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^\S+\/acme\/first@sha256:[0-9a-f]{64}\n$/),
    });
    expect(await tagsOf(registry.origin, 'acme/first')).toEqual(['1.0.0', 'dev', 'more']);
    expect(registry.violations).toEqual([]);
  });

  test.each([
    ['without --push', []],
    ['with --no-push', ['--push', '--no-push']],
    ['with --push false', ['--push', 'false']],
    ['with --dry-run, whatever else', ['--push', '--dry-run']],
  ])('%s sends nothing, and tells the digest', async (_, flags) => {
    const before = registry.requests.length;
    const run = await runCommand([HELLO, '--image', `${registry.host}/acme/none`, '--tags', '1.0.0', ...flags]);
    expect(run).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('@sha256:') });
    expect(registry.requests.length).toBe(before);
  });

  test('shows the plan and the tags in a dry run', async () => {
    const run = await runCommand([HELLO, '--image', 'registry.test/acme/app', '--tags', '1.0.0,dev', '--dry-run']);
    expect(run.stderr).toContain('runs ["/hello"] as 65532:65532');
    expect(run.stderr).toContain('Tags asked for: 1.0.0, dev');
    expect(run.stderr).toContain('This was a dry run: nothing was sent.');
  });

  test('prints the outputs as JSON', async () => {
    const image = `${registry.host}/acme/json`;
    const run = await runCommand([HELLO, '--image', image, '--tags', 'v1', '--push', '--json']);
    expect(JSON.parse(run.stdout)).toMatchObject({
      name: image,
      tags: [`${image}:v1`],
      platforms: ['linux/amd64'],
      pushed: true,
      size: expect.any(Number),
      metadata: { 'image.name': expect.any(String) },
    });
  });

  test.each<[string, readonly string[], string]>([
    ['a flag that is none', ['--imge', 'x'], '--imge is not a flag; did you mean --image?'],
    ['a flag without its value', [HELLO, '--image'], '--image needs a value'],
    ['a flag in place of a value', [HELLO, '--image', '--push'], '--image needs a value'],
    ['a value where none belongs', [HELLO, '--json=yes'], '--json takes no value'],
    ['nothing at all', [], 'Nothing to publish was named'],
    [
      'an input that is wrong',
      [HELLO, '--image', 'a/b', '--concurrency', 'x'],
      '--concurrency: "x" is not a whole number',
    ],
    ['no image', [HELLO, '--tags', 'v1'], '--image: there is no default here'],
  ])('ends with 2 on %s', async (_, args, message) => {
    const run = await runCommand(args);
    expect(run).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringContaining(`Error: ${message}`) });
  });

  test('ends with 1 on what is wrong with a file or a registry', async () => {
    const image = ['--image', `${registry.host}/acme/app`, '--tags', 'v1', '--push'];
    expect(await runCommand(['missing', ...image])).toMatchObject({ exitCode: 1, stdout: '' });
    const nobody = [HELLO, '--image', '127.0.0.1:9/acme/app', '--tags', 'v1', '--push', '--retry-for', '0'];
    expect(await runCommand(nobody)).toMatchObject({ exitCode: 1, stdout: '' });
  });

  test('never prints a line that a runner would obey, and has no colours in a file', async () => {
    writeFileSync(join(folder, '::error::x'), readFileSync(HELLO));
    const run = await runCommand(['./::error::x', '--image', 'r.test/a/b', '--config', 'path: /x', '--debug'], {
      cwd: folder,
    });
    expect(`${run.stdout}\n${run.stderr}`).not.toMatch(/^\s*::/m);
    expect(run.stderr).not.toContain('\u001b');
    expect((await runCommand(['x', '--image', 'r.test/a/b'], { env: { FORCE_COLOR: '1' } })).stderr).toContain(
      '\u001b[31m',
    );
    const both = await runCommand(['x', '--image', 'r.test/a/b'], { env: { FORCE_COLOR: '1', NO_COLOR: '1' } });
    expect(both.stderr).not.toContain('\u001b');
  });
});

describe('a login', () => {
  const args = () => [HELLO, '--image', `${locked.host}/acme/app`, '--tags', 'v1', '--push'];

  test('comes from standard input, and is printed nowhere', async () => {
    const given = ['--username', 'robot', '--password-stdin', '--debug'];
    const run = await runCommand([...args(), ...given], { input: `${PASSWORD}\n` });
    expect(run.exitCode).toBe(0);
    expect(run.stdout + run.stderr).not.toContain(PASSWORD);
  });

  test('from standard input needs a user, and something there', async () => {
    expect(await runCommand([...args(), '--password-stdin'], { input: PASSWORD })).toMatchObject({ exitCode: 2 });
    const nothing = await runCommand([...args(), '--username', 'robot', '--password-stdin'], { input: '\n' });
    expect(nothing).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('standard input is empty') });
  });

  test('comes from a variable, which no list of processes shows', async () => {
    const env = { INPUT_USERNAME: 'robot', INPUT_PASSWORD: PASSWORD };
    expect(await runCommand(args(), { env })).toMatchObject({ exitCode: 0 });
  });

  test.each(['.docker/config.json', '.config/containers/auth.json'])('is found in %s', async (file) => {
    const home = join(folder, file.replaceAll('/', '_'));
    mkdirSync(join(home, file, '..'), { recursive: true });
    const auth = Buffer.from(`robot:${PASSWORD}`).toString('base64');
    writeFileSync(join(home, file), JSON.stringify({ auths: { [locked.host]: { auth } } }));
    expect(await runCommand(args(), { env: { HOME: home } })).toMatchObject({ exitCode: 0 });
  });
});

describe('what is asked about the command itself', () => {
  test('is answered on standard output', async () => {
    const { version } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as { version: string };
    expect(await runCommand(['--version'])).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' });
    for (const args of [['--help'], ['-h'], ['app', '--help']]) {
      const run = await runCommand(args);
      expect(run).toMatchObject({ exitCode: 0, stderr: '', stdout: expect.stringContaining('Usage: from-scratch') });
      expect(Math.max(...run.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    }
    expect((await runCommand(['--help', 'tag-prefix'])).stdout).toMatch(/^--tag-prefix VALUE\n/);
  });

  test('a version with a value is the one to publish', async () => {
    const args = [HELLO, '--image', 'r.test/a/b', '--version', '1.2.3', '--dry-run'];
    expect((await runCommand(args)).stderr).toContain('Tags asked for: 1.2.3, 1.2, 1, latest');
  });
});
