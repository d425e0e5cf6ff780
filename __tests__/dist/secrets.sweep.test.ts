import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type StrictRegistry, startStrictRegistry } from '../../testing/strict-registry/strict-registry.ts';
import { type ActionRun, PROJECT, runAction } from '../real/support/run-action.ts';
import { removeTemporaryFolders } from '../real/support/temporary-folder.ts';
import { rowsOf } from '../support/part-of-sweep.ts';
import { scratchFolder } from '../support/scratch-folder.ts';

const HELLO = join(PROJECT, 'examples/hello/hello-linux-amd64');
const PASSWORD = 'c0rrect h+rse/battery';
const PAIR = Buffer.from(`robot:${PASSWORD}`).toString('base64');
const OUTSIDE = { GITHUB_ACTIONS: undefined, RUNNER_DEBUG: '1' };

const folder = scratchFolder('secrets');
let registry: StrictRegistry;
beforeAll(async () => {
  registry = await startStrictRegistry({ auth: { kind: 'bearer', users: { robot: PASSWORD } } });
});
afterAll(() => registry.close());

const inputs = () => ({ binary: HELLO, image: `${registry.host}/acme/app`, tags: 'v1' });

/** Each way to give the same password. */
function givenBy(way: string): [Record<string, string>, Record<string, string>] {
  const home = join(folder, way);
  mkdirSync(join(home, '.docker'), { recursive: true });
  switch (way) {
    case 'inputs':
      return [{ username: 'robot', password: PASSWORD }, {}];
    case 'registry-auth':
      return [
        { 'registry-auth': JSON.stringify([{ registry: registry.host, username: 'robot', password: PASSWORD }]) },
        {},
      ];
    case 'DOCKER_AUTH_CONFIG':
      return [{}, { DOCKER_AUTH_CONFIG: JSON.stringify({ auths: { [registry.host]: { auth: PAIR } } }) }];
    default:
      writeFileSync(join(home, '.docker/config.json'), JSON.stringify({ auths: { [registry.host]: { auth: PAIR } } }));
      return [{}, { HOME: home }];
  }
}

/** What anybody can read of a run, but for what tells the runner to mask. */
function readable({ stdout, stderr, summary, outputs }: ActionRun): string {
  const printed = stdout.split('\n').filter((line) => !line.startsWith('::add-mask::'));
  return [...printed, stderr, summary, JSON.stringify(outputs)].join('\n');
}

function expectNothingOf(secret: string, run: ActionRun): void {
  const text = readable(run);
  for (const form of [secret, Buffer.from(secret).toString('base64'), encodeURIComponent(secret), PAIR])
    expect(text).not.toContain(form);
}

describe('a password', () => {
  test.each(['inputs', 'registry-auth', 'DOCKER_AUTH_CONFIG', 'config.json'])(
    'given by %s is printed nowhere outside of a runner, where no line is a command',
    async (way) => {
      const [more, env] = givenBy(way);
      const run = await runAction({ ...inputs(), ...more }, { ...OUTSIDE, ...env });
      expect(run.exitCode).toBe(0);
      expect(run.stdout).not.toMatch(/^\s*::/m);
      expectNothingOf(PASSWORD, run);
    },
  );

  test.each(['inputs', 'registry-auth', 'DOCKER_AUTH_CONFIG', 'config.json'])(
    'given by %s is masked once on a runner, before anything else is said of it',
    async (way) => {
      const [more, env] = givenBy(way);
      const run = await runAction({ ...inputs(), ...more }, { RUNNER_DEBUG: '1', ...env });
      expect(run.exitCode).toBe(0);
      const masks = run.stdout.split('\n').filter((line) => line.startsWith('::add-mask::'));
      expect(masks).toContain(`::add-mask::${PASSWORD}`);
      expect(new Set(masks).size).toBe(masks.length);
      expectNothingOf(PASSWORD, run);
    },
  );

  test('that a registry repeats in its error is replaced, in a failure as in a success', async () => {
    const wrong = `${PASSWORD} and more`;
    for (const env of [OUTSIDE, { RUNNER_DEBUG: '1' }]) {
      const run = await runAction({ ...inputs(), username: 'robot', password: wrong }, env);
      expect(run.exitCode).toBe(1);
      expectNothingOf(wrong, run);
    }
  });
});

describe('a secret in the wrong place', () => {
  const SECRET = 'hunter2-S3cret';

  const PLACES: readonly [string, () => Record<string, string>, Record<string, string>][] = [
    ['the image', () => ({ image: `https://user:${SECRET}@registry.test/acme/app` }), {}],
    ['the image without a scheme', () => ({ image: `user:${SECRET}@registry.test/acme/app` }), {}],
    ['a tag', () => ({ tags: `https://user:${SECRET}@registry.test/acme/app:v1` }), {}],
    ['a merge', () => ({ binary: '', merge: `https://user:${SECRET}@registry.test/acme/app` }), {}],
    ['a key of registry-auth', () => ({ 'registry-auth': `- { registry: r.test, ${SECRET}: password }` }), {}],
    [
      'the host of registry-auth',
      () => ({ 'registry-auth': `- { registry: ${SECRET}!, username: u, password: p }` }),
      {},
    ],
    ['a registry-auth that is a map', () => ({ 'registry-auth': `{ ${SECRET}: r.test }` }), {}],
    ['a key of auths', () => ({}), { DOCKER_AUTH_CONFIG: `{"auths": {"user:${SECRET}@r.test": {"auth": 5}}}` }],
    ['a URL of auths', () => ({}), { DOCKER_AUTH_CONFIG: `{"auths": {"https://user:${SECRET}@r.test/v1/": 5}}` }],
    [
      'a proxy',
      () => ({ image: 'r.test/acme/app', 'retry-for': '0' }),
      { HTTPS_PROXY: `http://user:${SECRET}@127.0.0.1:9` },
    ],
    ['insecure', () => ({ insecure: `https://user:${SECRET}@registry.test` }), {}],
  ];

  test.each(rowsOf(PLACES, 14))('%s is not repeated', async (_, more, env) => {
    for (const place of [{}, OUTSIDE]) {
      const run = await runAction({ ...inputs(), ...more() }, { ...place, ...env });
      expect(run.exitCode).toBe(1);
      expect(readable(run)).not.toContain(SECRET);
    }
  });

  test('GITHUB_SERVER_URL gets into no label', async () => {
    const layout = join(folder, 'layout');
    const env = { GITHUB_SERVER_URL: `https://user:${SECRET}@git.test`, ...OUTSIDE };
    const run = await runAction({ ...inputs(), push: 'false', output: `oci:${layout}` }, env);
    expect(run.exitCode).toBe(0);
    const { status, stdout } = spawnSync('grep', ['-r', '-c', SECRET, layout], { encoding: 'utf8' });
    expect([status, stdout.split('\n').filter((line) => line !== '' && !line.endsWith(':0'))]).toEqual([1, []]);
    expect(spawnSync('grep', ['-rl', 'https://git.test/acme/app', layout], { encoding: 'utf8' }).status).toBe(0);
    expect(readable(run)).not.toContain(SECRET);
  });
});

afterAll(removeTemporaryFolders);
