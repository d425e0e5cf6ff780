import { chmod, mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { startStrictRegistry } from '../../testing/strict-registry/strict-registry.ts';
import { buildElf } from '../support/elf-builder.ts';
import { sampleBytes } from '../support/tar-images.ts';
import { installedNode, type NodeVersion } from './support/node-versions.ts';
import { runAction } from './support/run-action.ts';
import { removeTemporaryFolders, temporaryFolder } from './support/temporary-folder.ts';

/** Only another version of the action may change them: by its certificates, zones or encoder, or by what it writes into the history. */
const GOLDEN = {
  image: 'sha256:c0198aef5c5d6213f1f3cb9a7fae13ef39c5b067519a46bb5184041cfabac7be',
  kit: 'sha256:9513e22a31bfbd510f3491aad32491edc0b88d161a2d1f12ad17210de7bc39a5',
  files: 'sha256:d9f8b783812546b5d566f957355da7526157d768634435cad43462661233d55c',
  binary: 'sha256:886ba5f6d968f4bb1ffabf5c718cdb48d076a9681b042e4e2dae874a7ab5bfea',
};

/** Large enough that eight threads all have something to do. */
const DATA = sampleBytes(40_000_000);
const FILES = ['{ src: static, dst: /srv }', '{ dst: /motd, content: hello }'];
const config = (files: readonly string[]) => `path: /app
ca-certificates: true
time-zones: true
nsswitch: true
files: [${files.join(', ')}]
volumes: [/data]
`;

interface Surroundings {
  readonly node?: NodeVersion;
  /** A shell's words before `node`. */
  readonly before?: string;
  /** Node believes that the machine has so many processors. */
  readonly threads?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly folder?: string;
  readonly mode?: number;
  /** Seconds since 1970. */
  readonly time?: number;
  readonly data?: Buffer;
  /** In the order in which the config block has them. */
  readonly files?: readonly string[];
}

interface Layer {
  readonly digest: string;
}

afterAll(removeTemporaryFolders);

/** Publishes the one image of this test into an empty registry, and tells the digests. */
async function digests(surroundings: Surroundings = {}): Promise<typeof GOLDEN> {
  const workspace = await checkout(surroundings);
  const registry = await startStrictRegistry();
  try {
    const inputs = {
      binary: 'app',
      image: `${registry.host}/acme/app`,
      tags: 'v1',
      config: config(surroundings.files ?? FILES),
    };
    const env = { GITHUB_SHA: '', ...surroundings.env };
    const run = await runAction(inputs, env, { workspace, node: await nodeIn(surroundings) });
    expect(run).toMatchObject({ exitCode: 0 });
    const { platforms } = JSON.parse(run.outputs.metadata ?? '') as { platforms: { layers: Layer[] }[] };
    const [kit = '', files = '', binary = ''] = platforms[0]?.layers.map(({ digest }) => digest) ?? [];
    return { image: run.outputs.digest ?? '', kit, files, binary };
  } finally {
    await registry.close();
  }
}

async function checkout({
  folder = '',
  mode = 0o644,
  time = 1_700_000_000,
  data = DATA,
}: Surroundings): Promise<string> {
  const workspace = join(await temporaryFolder('golden'), folder);
  await mkdir(join(workspace, 'static'), { recursive: true });
  for (const [name, content] of Object.entries({ app: buildElf({ data }), 'static/b': 'b', 'static/a': 'a' })) {
    await writeFile(join(workspace, name), content);
    await chmod(join(workspace, name), mode);
    await utimes(join(workspace, name), time, time);
  }
  return workspace;
}

/** A program that is Node in these surroundings. */
async function nodeIn({ node = '24', before = '', threads }: Surroundings): Promise<string> {
  const folder = await temporaryFolder('node');
  const flags = threads === undefined ? '' : `--import=${join(folder, 'processors.mjs')}`;
  const processors = `import os from 'node:os';
import { syncBuiltinESMExports } from 'node:module';
os.availableParallelism = () => ${threads};
syncBuiltinESMExports();
`;
  await writeFile(join(folder, 'processors.mjs'), processors);
  await writeFile(join(folder, 'node'), `#!/bin/sh\n${before} ${await installedNode(node)} ${flags} "$@"\n`);
  await chmod(join(folder, 'node'), 0o755);
  return join(folder, 'node');
}

describe('the golden digests', () => {
  test.each<[string, Surroundings]>([
    ['Node 24', {}],
    ['Node 22', { node: '22' }],
    ['Node 20.18', { node: '20.18.1' }],
    ['one thread', { threads: 1 }],
    ['two threads', { threads: 2 }],
    ['eight threads', { threads: 8 }],
    ['another umask', { before: 'umask 077;' }],
    ['another time zone and locale', { env: { TZ: 'Asia/Kathmandu', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' } }],
    ['another user', { before: 'unshare --user --map-user=1234 --map-group=1234' }],
    ['another checkout path', { folder: 'a b/Zürich' }],
    ['other times and modes of the files', { time: 1, mode: 0o777 }],
    ['another order of files', { files: FILES.toReversed() }],
    [
      'another run',
      { env: { GITHUB_RUN_ID: '77', GITHUB_RUN_ATTEMPT: '3', GITHUB_ACTOR: 'somebody', RUNNER_NAME: 'x' } },
    ],
  ])(
    'come with %s',
    async (_name, surroundings) => {
      expect(await digests(surroundings)).toEqual(GOLDEN);
    },
    120_000,
  );

  test('of kit and files stay where one byte of the binary is another', async () => {
    const data = Buffer.from(DATA);
    data[20_000_000] = (data[20_000_000] ?? 0) ^ 1;
    const { image, kit, files, binary } = await digests({ data });
    expect([kit, files]).toEqual([GOLDEN.kit, GOLDEN.files]);
    expect(image).not.toBe(GOLDEN.image);
    expect(binary).not.toBe(GOLDEN.binary);
  }, 120_000);
});
