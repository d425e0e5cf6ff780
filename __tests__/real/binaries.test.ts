import { afterAll, describe, expect, test } from '@jest/globals';
import { formatPlatform } from '../../src/oci/platform.ts';
import { buildC, buildGo, buildRust } from './support/build.ts';
import { inspectFile } from './support/inspect-file.ts';
import { output } from './support/process.ts';
import { HELLO_C, HELLO_GO, HELLO_RUST, NEEDY_GO, TINY_GO } from './support/programs.ts';
import { removeTemporaryFolders } from './support/temporary-folder.ts';

afterAll(removeTemporaryFolders);

async function goPorts(): Promise<readonly string[]> {
  const all = (await output('go', ['tool', 'dist', 'list'])).split('\n');
  return [...all.filter((port) => port.startsWith('linux/')), 'freebsd/amd64', 'freebsd/arm64', 'netbsd/amd64'];
}

describe('real static programs', () => {
  test('of Go have the platform of each port that Go cross-compiles to', async () => {
    const ports = await goPorts();
    const found: string[] = [];
    for (const port of ports) {
      const [os = '', arch = ''] = port.split('/');
      const binary = await inspectFile(await buildGo(TINY_GO, { os, arch }), false, [os]);
      expect(binary.go?.settings).toMatchObject({ GOOS: os, GOARCH: arch, CGO_ENABLED: '0' });
      expect(binary).toMatchObject({ linkage: 'static', neededLibraries: [], warnings: [] });
      found.push(formatPlatform(binary.platform));
    }
    expect(found).toEqual(ports.map((port) => (port === 'linux/arm' ? 'linux/arm/v7' : port)));
    expect(found.length).toBeGreaterThan(14);
  }, 900_000);

  test.each(['5', '6', '7', '7,softfloat'])(
    'of Go have the variant of GOARM=%s',
    async (level) => {
      const binary = await inspectFile(await buildGo(TINY_GO, { arch: 'arm', env: { GOARM: level } }));
      expect(formatPlatform(binary.platform)).toBe(`linux/arm/v${level[0]}`);
    },
    300_000,
  );

  test('of Go warn of a processor level beyond what hosts ask for', async () => {
    const binary = await inspectFile(await buildGo(TINY_GO, { arch: 'amd64', env: { GOAMD64: 'v3' } }));
    expect(binary).toMatchObject({ amd64Level: 'v3', platform: { os: 'linux', architecture: 'amd64' } });
    expect(binary.warnings).toEqual([expect.stringContaining('x86-64-v3')]);
  }, 300_000);

  test('of Go keep their facts when they are stripped', async () => {
    const whole = await inspectFile(await buildGo(NEEDY_GO));
    const stripped = await inspectFile(await buildGo(NEEDY_GO, { flags: ['-ldflags=-s -w'] }));
    expect(whole.debugBytes).toBeGreaterThan(1_000_000);
    expect(whole.stripHint).toContain('`-ldflags="-s -w"`');
    expect(stripped).toMatchObject({ debugBytes: 0, evidence: whole.evidence });
    expect(stripped.stripHint).toBeUndefined();
    expect(stripped.go?.main).toEqual({ path: 'example.com/app' });
  }, 300_000);

  test.each<[string, readonly string[], string]>([
    ['static', ['-static'], 'static'],
    ['static-pie', ['-static-pie'], 'static-pie'],
    ['stripped', ['-static', '-s'], 'static'],
    ['without a C library', ['-static', '-nostdlib', '-Wl,-e,main'], 'static'],
  ])('of C are taken: %s', async (_name, flags, linkage) => {
    const source = flags.includes('-nostdlib') ? 'int main(void) { for (;;) {} }\n' : HELLO_C;
    const binary = await inspectFile(await buildC(source, flags));
    expect(binary).toMatchObject({ linkage, warnings: [], compiler: expect.stringContaining('GCC: ') });
  });

  test.each<[string, readonly string[]]>([
    ['musl-gcc', ['-static']],
    ['clang', ['-static']],
  ])('of %s are taken', async (compiler, flags) => {
    expect((await inspectFile(await buildC(HELLO_C, flags, compiler))).linkage).toBe('static');
  });

  test('of Rust are taken with the compiler’s words', async () => {
    const binary = await inspectFile(await buildRust(HELLO_RUST));
    expect(binary).toMatchObject({ linkage: 'static-pie', compiler: expect.stringMatching(/^rustc version 1\./) });
    expect(binary.stripHint).toContain('strip = "symbols"');
  });
});

describe('what real programs will look for', () => {
  const nothing = { certificates: false, zones: false, nsswitch: false };

  test.each<[string, () => Promise<string>]>([
    ['C with glibc', () => buildC(HELLO_C)],
    ['C with glibc, stripped', () => buildC(HELLO_C, ['-static-pie', '-s'])],
    ['C with musl', () => buildC(HELLO_C, ['-static'], 'musl-gcc')],
    ['Rust', () => buildRust(HELLO_RUST)],
    ['Go', () => buildGo(HELLO_GO)],
  ])(
    'is nothing for a hello world of %s',
    async (_name, build) => {
      expect((await inspectFile(await build())).evidence).toMatchObject(nothing);
    },
    300_000,
  );

  test.each(['linux/amd64', 'linux/s390x', 'linux/386'])(
    'is all of it for a Go program that asks for all of it: %s',
    async (port) => {
      const [os = '', arch = ''] = port.split('/');
      const binary = await inspectFile(await buildGo(NEEDY_GO, { os, arch, flags: ['-ldflags=-s -w'] }));
      expect(binary.evidence).toMatchObject({ certificates: true, zones: true, nsswitch: true });
    },
    600_000,
  );

  test('is no zones for a Go program that carries them', async () => {
    const source = NEEDY_GO.replace('"time"', '"time"\n\t_ "time/tzdata"');
    const { evidence } = await inspectFile(await buildGo(source, { flags: ['-ldflags=-s -w'] }));
    expect([evidence.zones, evidence.reasons.zones]).toEqual([false, expect.stringContaining('carries time/tzdata')]);
  }, 300_000);

  test.each(['gcc', 'musl-gcc'])('is zones for a C program that shows local time: %s', async (compiler) => {
    const source = '#include <time.h>\nint main(void) { time_t t = time(0); return localtime(&t)->tm_hour; }\n';
    const { evidence } = await inspectFile(await buildC(source, ['-static'], compiler));
    expect(evidence).toMatchObject({ ...nothing, zones: true });
  });
});
