import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { formatPlatform, type Platform } from '../../src/oci/platform.ts';
import { buildC, buildGo, buildRust, type GoBuild } from './support/build.ts';
import { crane } from './support/clients.ts';
import { output } from './support/process.ts';
import { HELLO_C, HELLO_RUST, TINY_GO } from './support/programs.ts';
import { type RealRegistry, startDockerRegistry } from './support/registry.ts';
import { runAction } from './support/run-action.ts';
import { type Runtime, startRuntime } from './support/runtime.ts';
import { removeTemporaryFolders } from './support/temporary-folder.ts';

let registry: RealRegistry;
let runtime: Runtime;

beforeAll(async () => {
  [registry, runtime] = await Promise.all([startDockerRegistry(), startRuntime()]);
});

afterAll(async () => {
  await runtime.stop();
  await registry.stop();
  await removeTemporaryFolders();
});

/** Publishes the binaries as one image under one name in it; programs for other systems than Linux have to be asked for. */
async function publish(name: string, binaries: readonly string[], platforms: readonly string[] = []): Promise<string> {
  const image = `${registry.host}/o/${name}`;
  const run = await runAction({
    binary: binaries.join('\n'),
    image,
    tags: 'v1',
    config: 'path: /app',
    platforms: platforms.join('\n'),
  });
  expect(run).toMatchObject({ exitCode: 0 });
  return `${image}:v1`;
}

/** Every port of Go to Linux, all three ARM levels, and FreeBSD, by the name that a container runtime asks for. */
async function goBuilds(): Promise<ReadonlyMap<string, GoBuild>> {
  const ports = (await output('go', ['tool', 'dist', 'list'])).split('\n').filter((port) => port.startsWith('linux/'));
  const builds = new Map<string, GoBuild>([['freebsd/amd64', { os: 'freebsd', arch: 'amd64' }]]);
  for (const port of ports) {
    const arch = port.slice('linux/'.length);
    if (arch !== 'arm') builds.set(port, { arch });
    else for (const level of ['5', '6', '7']) builds.set(`${port}/v${level}`, { arch, env: { GOARM: level } });
  }
  return builds;
}

describe('an image for every platform that Go has', () => {
  let names: readonly string[];
  let image: string;

  beforeAll(async () => {
    const builds = await goBuilds();
    const binaries: string[] = [];
    for (const build of builds.values()) binaries.push(await buildGo(TINY_GO, build));
    names = [...builds.keys()];
    image = await publish('go', binaries, names);
  }, 900_000);

  test('is valid to crane, each layer of each platform', async () => {
    expect(await crane('validate', '--remote', image)).toMatch(/^PASS/);
  }, 60_000);

  test('names them as runtimes ask for them', async () => {
    const { manifests } = JSON.parse(await crane('manifest', image)) as { manifests: { platform: Platform }[] };
    const found = manifests.map(({ platform }) => formatPlatform(platform));
    expect([...found].sort()).toEqual([...names].sort());
    for (const name of 'arm64 ppc64le s390x riscv64 loong64 mips mips64 mipsle mips64le 386 amd64'.split(' ')) {
      expect(found).toContain(`linux/${name}`);
    }
  });

  test('gives containerd a program of each platform that it is asked for', async () => {
    for (const name of names.filter((name) => name.startsWith('linux/'))) {
      const pulled = await runtime.pull(image, name);
      expect(`${name} ${pulled.includes('done')}`).toBe(`${name} true`);
      const [os, architecture, variant] = name.split('/');
      const config = JSON.parse(await crane('config', '--platform', name, image));
      expect(config).toMatchObject({ os, architecture, ...(variant === undefined ? {} : { variant }) });
    }
  }, 120_000);
});

test.each<[string, () => Promise<string>]>([
  ['C with -static', () => buildC(HELLO_C)],
  ['C with -static-pie', () => buildC(HELLO_C, ['-static-pie'])],
  ['C with musl, stripped', () => buildC(HELLO_C, ['-static', '-s'], 'musl-gcc')],
  ['Rust with crt-static', () => buildRust(HELLO_RUST)],
  [
    'Rust with crt-static, stripped and not position-independent',
    () => buildRust(HELLO_RUST, '-C target-feature=+crt-static -C relocation-model=static -C strip=symbols'.split(' ')),
  ],
])(
  'a program in %s says hi in containerd',
  async (name, build) => {
    const image = await publish(name.replaceAll(/\W+/g, '-').toLowerCase(), [await build()]);
    expect(await runtime.runImage(image)).toEqual({ exitCode: 0, stdout: 'hi\n', stderr: '' });
  },
  120_000,
);
