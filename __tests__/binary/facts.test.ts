import { describe, expect, test } from '@jest/globals';
import { buildElf, type ElfSpec, encodeNumber, type SectionSpec } from '../support/elf-builder.ts';
import { inlineBuildInfo } from '../support/go-program.ts';
import { inspectBytes } from '../support/inspect-bytes.ts';

function section(name: string, size: number): SectionSpec {
  return { name, flags: 0, content: Buffer.alloc(size, 1) };
}

function comment(text: string): SectionSpec {
  return { name: '.comment', flags: 0, content: Buffer.from(text) };
}

/** The note of `-Wl,-z,x86-64-v3`, after a property of another kind. */
function isaNote(bits: number): ElfSpec {
  const property = (type: number, value: number) =>
    Buffer.concat([type, 4, value, 0].map((word) => encodeNumber(word, 4)));
  const description = Buffer.concat([property(0xc0000002, 3), property(0xc0008002, bits)]);
  return { notes: [{ owner: 'GNU', type: 5, description }] };
}

describe('debug information', () => {
  const heavy = [
    section('.debug_info', 400),
    section('.symtab', 300),
    section('.strtab', 200),
    section('.zdebug_line', 100),
  ];

  test('is counted', async () => {
    expect((await inspectBytes(buildElf({ sections: [...heavy, section('.data', 5000)] }))).debugBytes).toBe(1000);
  });

  test.each<[string, SectionSpec, string]>([
    ['Go', { name: '.go.buildinfo', content: inlineBuildInfo([]) }, '`-ldflags="-s -w"`'],
    ['Rust', comment('rustc version 1.95.0\0'), '`strip = "symbols"`'],
    ['Zig', comment('zig 0.17.1\0clang version 22.1.8\0'), '`-fstrip`'],
    ['C', comment('GCC: (Debian) 12.2.0\0'), '`-s` leaves it out'],
    ['what left no trace', section('.x', 1), '`strip -s`'],
  ])('of more than a fifth of the file gets the flag of its toolchain: %s', async (_toolchain, sign, flag) => {
    const { stripHint } = await inspectBytes(buildElf({ sections: [sign, ...heavy] }));
    expect(stripHint).toMatch(/^1\.0 kB of \d\.\d kB are debug information/);
    expect(stripHint).toContain(flag);
  });

  test('of less gets no hint', async () => {
    expect((await inspectBytes(buildElf({ sections: [...heavy, section('.data', 9000)] }))).stripHint).toBeUndefined();
  });
});

describe('the compiler', () => {
  test.each([
    ['GCC: (Debian 12.2.0-14) 12.2.0\0', 'GCC: (Debian 12.2.0-14) 12.2.0'],
    ['GCC: 11 (of musl)\0GCC: 12\0', 'GCC: 12'],
    ['GCC: 12\0Debian clang version 14.0.6\0GCC: 11\0', 'Debian clang version 14.0.6'],
    ['rustc version 1.95.0 (59807616e)\0Linker: LLD 22\0GCC: 12\0', 'rustc version 1.95.0 (59807616e)'],
    ['\0\0', undefined],
  ])('is named by its own words: %j', async (text, compiler) => {
    expect((await inspectBytes(buildElf({ sections: [comment(text)] }))).compiler).toBe(compiler);
  });
});

describe('the processor level of an amd64 program', () => {
  test.each([
    [1, 'v1'],
    [3, 'v2'],
    [7, 'v3'],
    [15, 'v4'],
  ])('is read from the note: %i is %s', async (bits, level) => {
    expect((await inspectBytes(buildElf(isaNote(bits)))).amd64Level).toBe(level);
  });

  test('is read from Go’s setting', async () => {
    const content = inlineBuildInfo(['build\tGOAMD64=v2']);
    expect((await inspectBytes(buildElf({ sections: [{ name: '.go.buildinfo', content }] }))).amd64Level).toBe('v2');
  });

  test('is unknown for most programs', async () => {
    expect((await inspectBytes(buildElf())).amd64Level).toBeUndefined();
  });

  test('is never written by itself, but from v3 on warned about', async () => {
    const { platform, warnings } = await inspectBytes(buildElf(isaNote(4)));
    expect(platform).toEqual({ os: 'linux', architecture: 'amd64' });
    expect(warnings).toEqual([expect.stringContaining('dist/app needs x86-64-v3')]);
    expect((await inspectBytes(buildElf(isaNote(2)))).warnings).toEqual([]);
  });
});
