import { describe, expect, test } from '@jest/globals';
import type { GoBuildInfo } from '../../src/binary/binary.ts';
import { BASE_ADDRESS, buildElf, type ElfSpec, encodeNumber } from '../support/elf-builder.ts';
import { inlineBuildInfo, moduleInfo } from '../support/go-program.ts';
import { inspectBytes } from '../support/inspect-bytes.ts';

async function buildInfoOf(spec: ElfSpec): Promise<GoBuildInfo | undefined> {
  return (await inspectBytes(buildElf(spec))).go;
}

function inSection(content: Buffer): ElfSpec {
  return { sections: [{ name: '.go.buildinfo', content }] };
}

const LINES = [
  'path\texample.com/app/cmd/app',
  'mod\texample.com/app\tv1.2.3\th1:main=',
  'dep\tgolang.org/x/net\tv0.30.0\th1:net=',
  'dep\texample.com/old\tv1.0.0',
  '=>\texample.com/new\tv2.0.0\th1:new=',
  'dep\texample.com/local\tv1.0.0',
  '=>\t../local\t\t',
  'build\tGOOS=linux',
  'build\t-ldflags="-s -w -X \\"main.v=1\\""',
  'build\tvcs.revision=0123abc',
];

const EXPECTED: GoBuildInfo = {
  goVersion: 'go1.26.0',
  path: 'example.com/app/cmd/app',
  main: { path: 'example.com/app', version: 'v1.2.3', sum: 'h1:main=' },
  dependencies: [
    { path: 'golang.org/x/net', version: 'v0.30.0', sum: 'h1:net=' },
    { path: 'example.com/new', version: 'v2.0.0', sum: 'h1:new=' },
    { path: 'example.com/local', version: 'v1.0.0' },
  ],
  settings: { GOOS: 'linux', '-ldflags': '-s -w -X "main.v=1"', 'vcs.revision': '0123abc' },
};

describe('Go’s build information', () => {
  test('is read from its section', async () => {
    expect(await buildInfoOf(inSection(inlineBuildInfo(LINES)))).toEqual(EXPECTED);
  });

  test('is read from a big-endian program', async () => {
    const spec = { ...inSection(inlineBuildInfo(LINES, 'go1.26.0', true)), machine: 22, littleEndian: false };
    expect(await buildInfoOf(spec)).toEqual(EXPECTED);
  });

  test('is found on a multiple of 16 in the writable data of a program without sections', async () => {
    const decoy = Buffer.concat([Buffer.alloc(8), Buffer.from('\xff Go buildinf:', 'latin1'), Buffer.alloc(10)]);
    const filler = Buffer.alloc((3 << 20) - 32);
    const data = Buffer.concat([decoy, filler, inlineBuildInfo(LINES)]);
    expect(await buildInfoOf({ data, sectionTable: false })).toEqual(EXPECTED);
  });

  test.each([64, 32] as const)('of Go 1.17 and before is found through pointers of %i bits', async (bits) => {
    expect(await buildInfoOf(olderProgram(bits))).toEqual({ ...EXPECTED, goVersion: 'go1.17.13' });
  });

  test.each([
    ['go1.26.0 X:foo', 'go1.26.0'],
    ['go1.26-X:foo', 'go1.26'],
    ['go1.26.5 (Red Hat 1.26.5-1.el9)', 'go1.26.5'],
    ['devel go1.27-abc', 'devel'],
  ])('names the version of %s', async (version, expected) => {
    expect((await buildInfoOf(inSection(inlineBuildInfo(LINES, version))))?.goVersion).toBe(expected);
  });

  test('gives a module without version none', async () => {
    const content = inlineBuildInfo(['mod\texample.com/app\t(devel)\t', 'dep\t\tv1']);
    expect(await buildInfoOf(inSection(content))).toMatchObject({
      main: { path: 'example.com/app' },
      dependencies: [],
    });
  });

  test('warns of sources that are in no commit', async () => {
    const { warnings } = await inspectBytes(buildElf(inSection(inlineBuildInfo(['build\tvcs.modified=true']))));
    expect(warnings).toEqual([expect.stringContaining('vcs.modified=true')]);
  });

  test.each<[string, Buffer]>([
    ['is cut off', inlineBuildInfo(LINES).subarray(0, 20)],
    ['has a version without end', Buffer.concat([inlineBuildInfo([]).subarray(0, 32), Buffer.alloc(40, 0xff)])],
    ['has another magic', Buffer.alloc(64, 1)],
    ['has no version', inlineBuildInfo(LINES, '')],
  ])('is none where it %s', async (_name, content) => {
    expect(await buildInfoOf(inSection(content))).toBeUndefined();
  });

  test('has no modules where their list is cut off or lies about its length', async () => {
    const whole = inlineBuildInfo(LINES);
    expect(await buildInfoOf(inSection(whole.subarray(0, 60)))).toMatchObject({
      goVersion: 'go1.26.0',
      dependencies: [],
    });
    const lying = Buffer.concat([whole.subarray(0, 41), Buffer.from('ffffffffffffffff7f', 'hex')]);
    expect(await buildInfoOf(inSection(lying))).toMatchObject({ goVersion: 'go1.26.0', settings: {} });
  });
});

/** A header with two pointers, each to a Go string: a pointer and a length. */
function olderProgram(bits: 32 | 64): ElfSpec {
  const size = bits / 8;
  const spec: ElfSpec = { bits, machine: bits === 64 ? 62 : 3 };
  const texts = Buffer.concat([Buffer.from('go1.17.13'), moduleInfo(LINES)]);
  const offset = buildElf({ ...spec, data: Buffer.alloc(4096), sectionTable: false }).length - 4096;
  const at = BASE_ADDRESS + offset;
  const [version, modules, content] = [at + 32, at + 32 + 2 * size, at + 32 + 4 * size];
  const words = (...values: readonly number[]) => Buffer.concat(values.map((value) => encodeNumber(value, size)));
  const header = Buffer.alloc(32);
  header.write('\xff Go buildinf:', 'latin1');
  header[14] = size;
  words(version, modules).copy(header, 16);
  const strings = words(content, 9, content + 9, texts.length - 9);
  const data = Buffer.alloc(4096);
  Buffer.concat([header, strings, texts]).copy(data);
  return { ...spec, data, sectionTable: false };
}
