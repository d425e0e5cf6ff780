import { describe, expect, test } from '@jest/globals';
import { readArtifacts, readReleaseMetadata } from '../../src/inputs/goreleaser-artifacts.ts';
import { formatPlatform } from '../../src/oci/platform.ts';
import { artifact, METADATA } from '../support/goreleaser-dists.ts';
import { sweepDists } from '../support/goreleaser-sweep.ts';

function read(entries: unknown, systems: readonly string[] = ['linux']) {
  const { binaries, otherSystems, leftOut } = readArtifacts(JSON.stringify(entries), 'dist/artifacts.json', systems);
  const found = binaries.map(({ id, path, platform }) => `${id} ${formatPlatform(platform)} ${path}`);
  return { found, otherSystems, leftOut };
}

const app = { id: 'app', goos: 'linux' };

describe('artifacts.json', () => {
  test('as goreleaser 1.0 writes it, without levels and targets', () => {
    const extra = { Binary: 'app', Builder: 'go', Ext: '', ID: 'app' };
    const entries = [
      {
        name: 'app',
        path: 'dist/app_linux_amd64/app',
        goos: 'linux',
        goarch: 'amd64',
        type: 'Binary',
        internal_type: 4,
        extra,
      },
      {
        name: 'app',
        path: 'dist/app_linux_arm_6/app',
        goos: 'linux',
        goarch: 'arm',
        goarm: '6',
        type: 'Binary',
        internal_type: 4,
        extra,
      },
      {
        name: 'app_1.0.0_linux_amd64.tar.gz',
        path: 'dist/app.tar.gz',
        goos: 'linux',
        goarch: 'amd64',
        type: 'Archive',
      },
      { name: 'checksums.txt', path: 'dist/checksums.txt', type: 'Checksum', extra: {} },
    ];
    expect(read(entries).found).toEqual([
      'app linux/amd64 dist/app_linux_amd64/app',
      'app linux/arm/v6 dist/app_linux_arm_6/app',
    ]);
  });

  test('as goreleaser 1.26 writes it after a release: a program that is an archive too is one program', () => {
    const built = artifact({ ...app, goarch: 'amd64', levels: { goamd64: 'v1' } });
    const uploaded = {
      ...built,
      name: 'app_1.4.2_linux_amd64',
      internal_type: 2,
      extra: { Format: 'binary', ID: 'default' },
    };
    expect(read([built, uploaded]).found).toEqual(['app linux/amd64 dist/app_linux_amd64_v1/app']);
  });

  test('as goreleaser 2.16 writes it: other systems are named and left out', () => {
    const mac = artifact({ ...app, goos: 'darwin', goarch: 'all' });
    const bsd = artifact({ ...app, goos: 'freebsd', goarch: 'amd64' });
    const arm = artifact({ ...app, goarch: 'arm', levels: { goarm: '7' } });
    expect(read([mac, arm, bsd])).toEqual({
      found: ['app linux/arm/v7 dist/app_linux_arm_7/app'],
      otherSystems: ['darwin/all', 'freebsd/amd64'],
      leftOut: [],
    });
    expect(read([bsd], ['linux', 'freebsd']).found).toEqual(['app freebsd/amd64 dist/app_freebsd_amd64_v1/app']);
  });

  test('the lowest level of amd64 and arm64 is the plain platform, and higher ones are variants', () => {
    const levels = ['v3', 'v1'].map((goamd64) => artifact({ ...app, goarch: 'amd64', levels: { goamd64 } }));
    const arms = ['v9.0', 'v8.0'].map((goarm64) => artifact({ ...app, goarch: 'arm64', levels: { goarm64 } }));
    expect(read([...levels, ...arms]).found.map((line) => line.split(' ')[1])).toEqual([
      'linux/amd64',
      'linux/arm64',
      'linux/amd64/v3',
      'linux/arm64/v9',
    ]);
    const alone = artifact({ ...app, goarch: 'amd64', levels: { goamd64: 'v3' } });
    expect(read([alone]).found).toEqual(['app linux/amd64 dist/app_linux_amd64_v3/app']);
  });

  test('of two for one platform the default stays, and the other one is named', () => {
    const mips = ['softfloat', 'hardfloat'].map((gomips) => artifact({ ...app, goarch: 'mipsle', levels: { gomips } }));
    expect(read(mips)).toMatchObject({
      found: ['app linux/mipsle dist/app_linux_mipsle_hardfloat/app'],
      leftOut: ['dist/app_linux_mipsle_softfloat/app (linux/mipsle, softfloat)'],
    });
  });

  test.each([
    ['[{"type":"Binary"},', 'dist/artifacts.json:1:20: is not JSON from here on'],
    ['[\n{"type":"Binary",}]', 'dist/artifacts.json:2:18: is not JSON from here on'],
    ['{}', 'dist/artifacts.json:1:1: is not a list of artifacts'],
    ['[\n {},\n 7]', 'dist/artifacts.json:3:2: is not an artifact, which is an object'],
    ['[{"type":"Binary","path":"a"}]', 'dist/artifacts.json:1:2: is a binary without "goarch"'],
    ['[{"type":"Binary","path":"dist/../../app","goos":"linux","goarch":"386"}]', '1:2: has the path "dist/../../app"'],
  ])('%s is refused with its place', (text, message) => {
    expect(() => readArtifacts(text, 'dist/artifacts.json', ['linux'])).toThrow(message);
  });

  test('no more programs are looked for than a release has', () => {
    const many = Array.from({ length: 501 }, (_, at) => artifact({ id: `app${at}`, goos: 'linux', goarch: 'amd64' }));
    expect(() => read(many)).toThrow('has 501 binaries; 500 are the most');
  });

  test('changed texts are read or refused with line and column', () => {
    const { taken, refused } = sweepDists(5000, 20_261_126);
    expect(taken).toBeGreaterThan(500);
    expect(refused).toBeGreaterThan(2000);
  });

  test.each([
    ['open lists', '['.repeat(2_000_000)],
    ['open texts', `["${'\\"'.repeat(1_000_000)}`],
    ['a long number', `[${'1'.repeat(2_000_000)}x`],
  ])('%s end soon', (_, text) => {
    const before = process.cpuUsage();
    expect(() => readArtifacts(text, 'dist/artifacts.json', ['linux'])).toThrow('is not JSON from here on');
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(5);
  });
});

describe('metadata.json', () => {
  test('tells version, tag, commit and time', () => {
    expect(readReleaseMetadata(JSON.stringify(METADATA), 'metadata.json')).toEqual({
      version: '1.4.2',
      tag: 'v1.4.2',
      commit: METADATA.commit,
      time: Date.UTC(2026, 2, 1, 12) / 1000,
    });
  });

  test('what it says in another way is not taken', () => {
    const text = JSON.stringify({ version: 7, tag: '', commit: '$(id)', date: 'yesterday' });
    expect(readReleaseMetadata(text, 'metadata.json')).toEqual({});
  });
});
