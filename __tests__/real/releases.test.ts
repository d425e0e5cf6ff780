import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildGo } from './support/build.ts';
import { crane } from './support/clients.ts';
import { freePort } from './support/free-port.ts';
import { type RealRegistry, startCraneRegistry, startDistribution3, startDockerRegistry } from './support/registry.ts';
import { type ActionRun, runAction } from './support/run-action.ts';
import { removeTemporaryFolders, temporaryFolder } from './support/temporary-folder.ts';

const CONFIG = { config: 'path: /app' };

let registry: RealRegistry;
let [one, other, arm] = ['', '', ''];
beforeAll(async () => {
  registry = await startDockerRegistry();
  one = await program('one');
  other = await program('other');
  arm = await program('one', 'arm64');
}, 300_000);
afterAll(() => registry.stop());

function program(word: string, arch = 'amd64'): Promise<string> {
  return buildGo(`package main\n\nfunc main() { println("${word}") }\n`, { arch });
}

function release(
  version: string,
  inputs: Record<string, string>,
  env: Record<string, string> = {},
): Promise<ActionRun> {
  return runAction({ ...CONFIG, ...inputs }, { GITHUB_REF: `refs/tags/v${version}`, ...env });
}

const name = (repository: string) => `${registry.host}/acme/${repository}`;
const digestOf = async (reference: string) => (await crane('digest', reference)).trim();
const tagsOf = async (repository: string) => (await crane('ls', repository)).trim().split('\n').sort();

describe('releases, one run of the bundle after the other', () => {
  test('v1.1.1 after v2.5.2 leaves latest alone; the same again changes nothing; other bytes are refused', async () => {
    const image = name('train');
    const newest = await release('2.5.2', { image, binary: one });
    const older = await release('1.1.1', { image, binary: one });
    expect(await tagsOf(image)).toEqual(['1', '1.1', '1.1.1', '2', '2.5', '2.5.2', 'latest']);
    expect(await digestOf(`${image}:latest`)).toBe(newest.outputs['digest']);

    const again = await release('1.1.1', { image, binary: one }, { GITHUB_SHA: 'f'.repeat(40) });
    expect(again.outputs).toMatchObject({ digest: older.outputs['digest'], pushed: 'true' });

    const before = await Promise.all((await tagsOf(image)).map((tag) => digestOf(`${image}:${tag}`)));
    const refused = await release('1.1.1', { image, binary: other });
    expect(refused.exitCode).toBe(1);
    expect(refused.stdout).toMatch(
      new RegExp(`::error::.*:1\\.1\\.1 is published with other content.*${older.outputs['digest']}`),
    );
    expect(await Promise.all((await tagsOf(image)).map((tag) => digestOf(`${image}:${tag}`)))).toEqual(before);

    const replaced = await release('1.1.1', { image, binary: other, overwrite: 'true' });
    expect(await digestOf(`${image}:1`)).toBe(replaced.outputs['digest']);
    expect(await digestOf(`${image}:latest`)).toBe(newest.outputs['digest']);
  });

  test('two at once end with the tags at the higher version, or the lower one says so', async () => {
    const image = name('race');
    for (const minor of [1, 2, 3, 4]) {
      const [lower, higher] = await Promise.all([
        release(`1.${minor}.3`, { image, binary: one }),
        release(`1.${minor}.4`, { image, binary: other }),
      ]);
      expect([lower.exitCode, higher.exitCode]).toEqual([0, 0]);
      for (const tag of [`1.${minor}`, '1', 'latest']) {
        expect(await digestOf(`${image}:${tag}`)).toBe(higher.outputs['digest']);
      }
      expect(await digestOf(`${image}:1.${minor}.3`)).toBe(lower.outputs['digest']);
    }
  });
});

describe('one run for several registries', () => {
  test('those that work have the image, and the error names the one that does not', async () => {
    const [third, fourth] = await Promise.all([startDistribution3(), startCraneRegistry()]);
    try {
      const gone = `127.0.0.1:${await freePort()}/acme/app`;
      const good = [registry, third, fourth].map(({ host }) => `${host}/acme/app`);
      const run = await release('1.0.0', { image: [...good, gone].join('\n'), binary: one, 'retry-for': '0' });
      expect(run.exitCode).toBe(1);
      expect(run.stdout.match(/^::error.*/gm)).toEqual([expect.stringContaining(`it failed for ${gone}`)]);
      const digests = await Promise.all(good.map((image) => digestOf(`${image}:1.0.0`)));
      expect(new Set(digests)).toEqual(new Set([run.outputs['digest']]));
      expect(run.outputs).toMatchObject({
        pushed: 'false',
        images: good.map((image) => `${image}@${run.outputs['digest']}`).join('\n'),
      });
      for (const image of good) await crane('validate', '--remote', `${image}:latest`);
    } finally {
      await Promise.all([third.stop(), fourth.stop()]);
    }
  });
});

describe('a matrix whose jobs push by digest', () => {
  test('is merged from the files that carry the digests, into what one push makes', async () => {
    const workspace = await temporaryFolder('workspace');
    const image = name('matrix');
    const env = { GITHUB_REF: 'refs/tags/v1.4.2' };
    for (const [file, binary] of Object.entries({ amd64: one, arm64: arm })) {
      const inputs = { ...CONFIG, image, binary, tags: 'none', 'digest-file': file };
      expect((await runAction(inputs, env, { workspace })).exitCode).toBe(0);
    }
    const merged = await runAction({ image, merge: '*64' }, env, { workspace });
    expect(merged.exitCode).toBe(0);
    const direct = await release('1.4.2', { image: name('direct'), binary: `${one}\n${arm}` });
    expect(merged.outputs['digest']).toBe(direct.outputs['digest']);
    expect(await tagsOf(image)).toEqual(['1', '1.4', '1.4.2', 'latest']);
    await crane('validate', '--remote', `${image}:latest`);
  });
});

afterAll(removeTemporaryFolders);
