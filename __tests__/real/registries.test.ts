import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildElf } from '../support/elf-builder.ts';
import { randomBytesOf } from '../support/seeded.ts';
import { type Front, startCaddy, startHaproxy, startNginx, startNginxOnIpv6, type User } from './support/front.ts';
import { output } from './support/process.ts';
import {
  type RealRegistry,
  startCraneRegistry,
  startDistribution3,
  startDistributionOnS3,
  startDockerRegistry,
  startOcimem,
  startOciRegistry,
} from './support/registry.ts';
import { type ActionRun, runAction } from './support/run-action.ts';
import { removeTemporaryFolders, temporaryFolder } from './support/temporary-folder.ts';
import { startTokenServer } from './support/token-server.ts';

const MB = 1_000_000;
const USER: User = { username: 'octocat', password: 'correct-horse' };

/** A registry as a user has it, and where crane reads what it holds: behind a front, and without a password. */
interface Served {
  readonly host: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly inside: string;
  stop(): Promise<void>;
}

interface Row {
  readonly name: string;
  readonly start: () => Promise<Served>;
  /** It asks for a password. */
  readonly login: boolean;
  /** It lists its tags. */
  readonly lists: boolean;
}

const ROWS: readonly Row[] = [
  { name: 'docker-registry 2.8', start: behindTokens(startDockerRegistry), login: true, lists: true },
  { name: 'distribution 3', start: behindTokens(startDistribution3), login: true, lists: true },
  { name: 'distribution 3 on S3', start: behindTokens(startDistributionOnS3), login: true, lists: true },
  { name: 'crane registry serve', start: alone(startCraneRegistry), login: false, lists: true },
  { name: 'ocimem', start: alone(startOcimem), login: false, lists: true },
  { name: 'oci-registry (Java)', start: alone(startOciRegistry), login: false, lists: false },
  {
    name: 'nginx (TLS, h2, 10 MB, buffering)',
    start: behind(startNginx, startDistribution3),
    login: true,
    lists: true,
  },
  { name: 'nginx on [::1]', start: behind(startNginxOnIpv6, startDockerRegistry), login: true, lists: true },
  {
    name: 'HAProxy (TLS, h2, client certificates)',
    start: behind(startHaproxy, startDistribution3),
    login: true,
    lists: true,
  },
  { name: 'Caddy (TLS, h2, 100 MB)', start: behind(startCaddy, startDistribution3), login: false, lists: true },
];

function alone(start: () => Promise<RealRegistry>): () => Promise<Served> {
  return async () => {
    const { host, stop } = await start();
    return { host, environment: {}, inside: host, stop };
  };
}

function behindTokens(start: (options: { config: string }) => Promise<RealRegistry>): () => Promise<Served> {
  return async () => {
    const tokens = await startTokenServer();
    const { host, stop } = await start({ config: tokens.config });
    const end = async () => {
      await stop();
      await tokens.stop();
    };
    return { host, environment: {}, inside: host, stop: end };
  };
}

function behind(
  startFront: (backend: string, user: User) => Promise<Front>,
  start: () => Promise<RealRegistry>,
): () => Promise<Served> {
  return async () => {
    const registry = await start();
    const front = await startFront(registry.host, USER);
    const stop = async () => {
      await front.stop();
      await registry.stop();
    };
    return { host: front.host, environment: front.environment, inside: registry.host, stop };
  };
}

/** Programs of the run: little ones for two platforms, and two that are larger than a proxy's buffers. */
const programs = { amd64: '', arm64: '', middle: '', large: '' };
let docker = '';

beforeAll(async () => {
  const folder = await temporaryFolder('programs');
  docker = folder;
  const write = async (name: keyof typeof programs, content: Buffer) => {
    programs[name] = join(folder, name);
    await writeFile(programs[name], content);
  };
  await write('amd64', buildElf({}));
  await write('arm64', buildElf({ machine: 183 }));
  await write('middle', Buffer.concat([buildElf({}), randomBytesOf(1, 8 * MB)]));
  await write('large', Buffer.concat([buildElf({}), randomBytesOf(2, 24 * MB)]));
});

afterAll(removeTemporaryFolders);

describe.each(ROWS)('$name', ({ start, login, lists }) => {
  let served: Served;
  beforeAll(async () => {
    served = await start();
    const auths = { [served.inside]: USER };
    await writeFile(join(docker, 'config.json'), JSON.stringify({ auths }));
  }, 60_000);
  afterAll(() => served?.stop());

  function push(
    repository: string,
    inputs: Record<string, string>,
    version = '1.0.0',
    options = {},
  ): Promise<ActionRun> {
    const given = {
      image: `${served.host}/acme/${repository}`,
      config: 'path: /app',
      verify: 'true',
      ...USER,
      ...inputs,
    };
    return runAction(given, { GITHUB_REF: `refs/tags/v${version}`, ...served.environment }, options);
  }

  const crane = (...args: string[]) => output('crane', args, { env: { ...process.env, DOCKER_CONFIG: docker } });

  /** It went well, and crane reads every byte of it back; layers of zstd only as blobs. */
  async function expectImage(run: ActionRun, repository: string, tag = '1.0.0'): Promise<void> {
    expect(run).toMatchObject({ exitCode: 0, outputs: { digest: expect.stringMatching(/^sha256:/), pushed: 'true' } });
    const reference = `${served.inside}/acme/${repository}`;
    await crane(
      'validate',
      '--remote',
      `${reference}@${run.outputs['digest']}`,
      ...(repository === 'zstd' ? ['--fast'] : []),
    );
    expect((await crane('digest', `${reference}:${tag}`)).trim()).toBe(run.outputs['digest']);
  }

  test('takes a tiny program and a large one', async () => {
    await expectImage(await push('tiny', { binary: programs.amd64 }), 'tiny');
    await expectImage(await push('large', { binary: programs.large }), 'large');
  }, 60_000);

  test('takes an index, and the same again without a change', async () => {
    const inputs = { binary: `${programs.amd64}\n${programs.arm64}` };
    const first = await push('index', inputs);
    await expectImage(first, 'index');
    const again = await push('index', inputs);
    expect(again).toMatchObject({ exitCode: 0, outputs: { digest: first.outputs['digest'] } });
  }, 60_000);

  test('takes a layer in chunks of 5 MiB and in one piece', async () => {
    await expectImage(await push('chunked', { binary: programs.middle, 'chunk-size': '5MiB' }), 'chunked');
    await expectImage(await push('whole', { binary: programs.middle, 'chunk-size': 'none' }), 'whole');
  }, 60_000);

  test('takes zstd', async () => {
    await expectImage(await push('zstd', { binary: programs.middle, compression: 'zstd' }), 'zstd');
    const reference = `${served.inside}/acme/zstd`;
    const { layers } = JSON.parse(await crane('manifest', `${reference}:1.0.0`));
    // crane ends in an error where the bytes have another digest.
    for (const { digest } of layers) await crane('blob', `${reference}@${digest}`);
  }, 60_000);

  test('gets the tags of two versions', async () => {
    await expectImage(await push('versions', { binary: programs.amd64 }, '1.0.0'), 'versions', '1.0.0');
    const later = await push('versions', { binary: programs.middle }, '1.1.0');
    for (const tag of lists ? ['1.1.0', '1.1', '1', 'latest'] : ['1.1.0']) await expectImage(later, 'versions', tag);
  }, 60_000);

  test('takes images by digest and the index that merges them', async () => {
    const workspace = await temporaryFolder('workspace');
    for (const platform of ['amd64', 'arm64'] as const) {
      const inputs = { binary: programs[platform], tags: 'none', 'digest-file': `${platform}.digest` };
      expect(await push('merged', inputs, '1.0.0', { workspace })).toMatchObject({ exitCode: 0 });
    }
    const merged = await push('merged', { merge: '*.digest', config: '' }, '1.0.0', { workspace });
    await expectImage(merged, 'merged');
  }, 60_000);

  test(`${login ? 'refuses' : 'does not ask for'} a wrong password`, async () => {
    const run = await push('password', { binary: programs.amd64, password: 'wrong' });
    if (!login) return expectImage(run, 'password');
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toMatch(/::error::.*does not accept the user "octocat"/);
    expect(run.stdout).not.toContain('correct-horse');
  }, 60_000);
});
