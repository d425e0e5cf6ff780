import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ActionError, ProblemsError } from '../../src/errors.ts';
import { bytesSource } from '../../src/files/bytes-source.ts';
import { type Plan, planImage } from '../../src/image/plan.ts';
import { buildTar } from '../../src/rootfs/build-tar.ts';
import { binaryOf, planRequest } from '../support/plan-values.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { seeded } from '../support/seeded.ts';
import { bytesOf } from '../support/tar-listing.ts';
import { randomStart, type StartCase } from './support/random-start.ts';
import { PROJECT } from './support/run-action.ts';

const IMAGES = 200;
const SEED = 18;

/** What Docker and containerd leave to a container. https://github.com/moby/moby/blob/master/daemon/pkg/oci/caps/defaults.go */
const CAPABILITIES =
  'CHOWN DAC_OVERRIDE FSETID FOWNER MKNOD NET_RAW SETGID SETUID SETFCAP SETPCAP NET_BIND_SERVICE SYS_CHROOT KILL AUDIT_WRITE'
    .split(' ')
    .map((name) => `CAP_${name}`);

const folder = scratchFolder('start');

describe('two hundred random images', () => {
  test('runc starts every one that is accepted', async () => {
    const hello = await readFile(join(PROJECT, 'examples/hello/hello-linux-amd64'));
    const program = bytesSource('hello', hello);
    const random = seeded(SEED);
    const judged: { accepted: boolean; started: boolean; text: string }[] = [];
    for (let index = 0; index < IMAGES; index++) {
      const one = randomStart(random, program);
      const plan = planOf(one, hello);
      if (typeof plan === 'string') judged.push({ accepted: false, started: false, text: plan });
      else judged.push({ accepted: true, ...(await start(plan, `start-${process.pid}-${index}`, one)) });
    }
    const accepted = judged.filter((one) => one.accepted);
    expect(accepted.filter(({ started }) => !started).map(({ text }) => text)).toEqual([]);
    expect(accepted.length).toBeGreaterThan(IMAGES / 5);
    expect(new Set(judged.filter((one) => !one.accepted).map(({ text }) => text.slice(0, 30))).size).toBeGreaterThan(3);
  }, 300_000);
});

function planOf({ block, entries }: StartCase, hello: Buffer): Plan | string {
  const binary = binaryOf('app', 'linux/amd64', { source: bytesSource('app', hello) });
  try {
    return planImage(planRequest(block, { binaries: [binary], filesFor: () => entries }));
  } catch (error) {
    if (error instanceof ActionError || error instanceof ProblemsError) return error.message;
    throw error;
  }
}

async function start(plan: Plan, name: string, one: StartCase): Promise<{ started: boolean; text: string }> {
  const bundle = join(folder, name);
  const root = join(bundle, 'rootfs');
  await mkdir(root, { recursive: true });
  const [platform] = plan.platforms;
  for (const { entries, lower } of platform?.layers ?? []) {
    const tar = await bytesOf(await buildTar(entries, { lower }));
    execFileSync('tar', ['-xpf', '-', '--same-owner', '-C', root], { input: tar });
  }
  await writeFile(join(bundle, 'config.json'), JSON.stringify(runtimeSpec(plan)));
  const { status, stdout, stderr } = spawnSync('runc', ['run', '--bundle', bundle, name], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  const started = status === 0 && stdout.includes('Hello');
  const files = one.entries.map(({ path, mode, uid, gid }) => `${path} ${mode.toString(8)} ${uid}:${gid}`);
  return { started, text: `${one.block}\n${files.join('\n')}\n${stderr}` };
}

/** The least that a container needs, with what every runtime mounts. */
function runtimeSpec({ platforms }: Plan): unknown {
  const runtime = platforms[0]?.runtime;
  const [uid = 0, gid = 0] = (runtime?.User ?? '0:0').split(':').map(Number);
  const mount = (destination: string, type: string) => ({ destination, type, source: type });
  return {
    ociVersion: '1.0.2',
    process: {
      user: { uid, gid },
      args: [...(runtime?.Entrypoint ?? []), ...(runtime?.Cmd ?? [])],
      env: runtime?.Env ?? [],
      cwd: runtime?.WorkingDir ?? '/',
      capabilities: { bounding: CAPABILITIES, effective: CAPABILITIES, permitted: CAPABILITIES },
    },
    root: { path: 'rootfs' },
    mounts: [mount('/proc', 'proc'), mount('/dev', 'tmpfs'), mount('/sys', 'sysfs')],
    linux: { namespaces: [{ type: 'mount' }, { type: 'pid' }, { type: 'network' }] },
  };
}
