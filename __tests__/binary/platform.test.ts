import { describe, expect, test } from '@jest/globals';
import { formatPlatform, parsePlatform } from '../../src/oci/platform.ts';
import { buildElf, type ElfSpec } from '../support/elf-builder.ts';
import { inlineBuildInfo } from '../support/go-program.ts';
import { inspectBytes, refusalOf } from '../support/inspect-bytes.ts';

async function platformOf(spec: ElfSpec, stated?: string): Promise<string> {
  const options = stated === undefined ? {} : { stated: parsePlatform(stated) };
  return formatPlatform((await inspectBytes(buildElf(spec), options)).platform);
}

/** The section that a C compiler writes, with Tag_CPU_name and Tag_CPU_arch. */
function armAttributes(architecture: number): ElfSpec {
  const tags = Buffer.from([5, ...Buffer.from('cortex\0'), 6, architecture, 8, 1]);
  const fileScope = Buffer.concat([Buffer.from([1]), uint32(tags.length + 5), tags]);
  const vendor = Buffer.concat([uint32(fileScope.length + 10), Buffer.from('aeabi\0'), fileScope]);
  const content = Buffer.concat([Buffer.from('A'), vendor]);
  return { bits: 32, machine: 40, sections: [{ name: '.ARM.attributes', type: 0x70000003, flags: 0, content }] };
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function goProgram(spec: ElfSpec, settings: readonly string[]): ElfSpec {
  const bigEndian = spec.littleEndian === false;
  const content = inlineBuildInfo(
    ['path\tx', ...settings.map((setting) => `build\t${setting}`)],
    'go1.26.0',
    bigEndian,
  );
  return { ...spec, sections: [{ name: '.go.buildinfo', content }] };
}

test('names that every object has are architectures like any other, or errors', () => {
  expect(formatPlatform(parsePlatform('linux/constructor'))).toBe('linux/constructor');
  expect(() => parsePlatform('linux/__proto__')).toThrow('is not a platform');
});

describe('the platform of a program', () => {
  test.each<[string, ElfSpec]>([
    ['linux/386', { bits: 32, machine: 3 }],
    ['linux/amd64', { machine: 62 }],
    ['linux/arm64', { machine: 183 }],
    ['linux/ppc64le', { machine: 21 }],
    ['linux/ppc64', { machine: 21, littleEndian: false }],
    ['linux/s390x', { machine: 22, littleEndian: false }],
    ['linux/riscv64', { machine: 243 }],
    ['linux/loong64', { machine: 258 }],
    ['linux/mips', { bits: 32, machine: 8, littleEndian: false }],
    ['linux/mipsle', { bits: 32, machine: 8 }],
    ['linux/mips64', { machine: 8, littleEndian: false }],
    ['linux/mips64le', { machine: 8 }],
  ])('is %s by its header', async (platform, spec) => {
    expect(await platformOf(spec)).toBe(platform);
  });

  test.each([0, 2, 3, 6, 9, 12])('is linux whatever its system ABI is: %i', async (osAbi) => {
    expect(await platformOf({ osAbi })).toBe('linux/amd64');
  });

  const note = (owner: string) => ({ owner, type: 1, description: Buffer.alloc(4) });

  test('is linux where a note is of nobody that is known', async () => {
    expect(await platformOf({ notes: [note('constructor')] })).toBe('linux/amd64');
  });

  test.each(['NetBSD', 'OpenBSD', 'FreeBSD'])('is another system by its note, and refused: %s', async (owner) => {
    const { message, hint } = await refusalOf(buildElf({ notes: [note(owner)] }));
    expect(message).toBe(`dist/app is a program for ${owner}, and containers run Linux programs`);
    expect(hint).toContain('zig cc -target x86_64-linux-musl -static');
    expect(hint).toContain(`name it under \`platforms\`: ${owner.toLowerCase()}/amd64.`);
  });

  test.each([
    ['/libexec/ld-elf.so.1', 'FreeBSD'],
    ['/libexec/ld.elf_so', 'NetBSD'],
    ['/usr/libexec/ld.so', 'OpenBSD'],
    ['/usr/libexec/ld-elf.so.2', 'DragonFly BSD'],
    ['/lib/amd64/ld.so.1', 'Solaris'],
    ['/system/bin/linker64', 'Android'],
  ])('is another system by the loader that it asks for: %s', async (interpreter, system) => {
    const { message } = await refusalOf(buildElf({ interpreter, dynamic: { needed: ['libc.so'] } }));
    expect(message).toBe(`dist/app is a program for ${system}, and containers run Linux programs`);
  });

  test('is linux where MIPS asks for its loader, which is called like that of Solaris', async () => {
    const mips = { machine: 8, bits: 32, littleEndian: false, interpreter: '/lib/ld.so.1' } as const;
    expect((await refusalOf(buildElf(mips))).message).toContain('(linux/mips) is dynamically linked');
  });

  test('is another system where the user names it', async () => {
    const bytes = buildElf({ notes: [note('FreeBSD')] });
    const { platform } = await inspectBytes(bytes, { systems: ['linux', 'freebsd'] });
    expect(formatPlatform(platform)).toBe('freebsd/amd64');
    expect(await platformOf({ notes: [note('FreeBSD')] }, 'freebsd/amd64')).toBe('freebsd/amd64');
  });

  test('is linux where notes of several systems contradict each other, as in Cosmopolitan programs', async () => {
    expect(await platformOf({ notes: [note('OpenBSD'), note('NetBSD')] })).toBe('linux/amd64');
  });

  test('follows what Go recorded before anything else', async () => {
    const { message, hint } = await refusalOf(buildElf(goProgram({}, ['GOOS=android'])));
    expect(message).toContain('is a program for Android');
    expect(hint).toContain('`GOOS=linux GOARCH=amd64 CGO_ENABLED=0 go build`');
  });
});

describe('the variant of an ARM program', () => {
  test.each([
    ['GOARM=5', 'v5'],
    ['GOARM=6', 'v6'],
    ['GOARM=7', 'v7'],
    ['GOARM=7,softfloat', 'v7'],
  ])('is known from Go’s setting %s', async (setting, variant) => {
    expect(await platformOf(goProgram({ bits: 32, machine: 40 }, [setting]))).toBe(`linux/arm/${variant}`);
  });

  test.each([
    [1, 'v5'],
    [4, 'v5'],
    [6, 'v6'],
    [9, 'v6'],
    [10, 'v7'],
    [13, 'v7'],
    [14, 'v8'],
    [22, 'v8'],
  ])('is known from the compiler’s attribute %i', async (architecture, variant) => {
    expect(await platformOf(armAttributes(architecture))).toBe(`linux/arm/${variant}`);
  });

  test('is taken for v7, with a warning, where the file says nothing', async () => {
    const { platform, warnings } = await inspectBytes(buildElf({ bits: 32, machine: 40 }));
    expect(formatPlatform(platform)).toBe('linux/arm/v7');
    expect(warnings).toEqual([
      'dist/app does not say which ARM it needs; it is published as linux/arm/v7. Write `linux/arm/v6=dist/app` under `binary` if it is for another.',
    ]);
  });

  test('is what the user states where the file says nothing, and then needs no warning', async () => {
    const stated = parsePlatform('linux/arm/v6');
    const { platform, warnings } = await inspectBytes(buildElf({ bits: 32, machine: 40 }), { stated });
    expect([formatPlatform(platform), warnings]).toEqual(['linux/arm/v6', []]);
  });

  test.each([
    ['no attributes at all', Buffer.alloc(0)],
    ['another format', Buffer.from('B\0\0\0\0aeabi\0')],
    ['another vendor', Buffer.from('A\x10\0\0\0gnu\0\x01\x09\0\0\0\x06\x0a')],
    ['a text without end', Buffer.from('A\xff\0\0\0aeabi\0\x01\xff\0\0\0\x05cortex', 'latin1')],
    ['a number without end', Buffer.from(`A\xff\0\0\0aeabi\0\x01\xff\0\0\0${'\xff'.repeat(40)}`, 'latin1')],
  ])('is unknown with %s', async (_name, content) => {
    const sections = [{ name: '.ARM.attributes', type: 0x70000003, content }];
    expect(await platformOf({ bits: 32, machine: 40, sections })).toBe('linux/arm/v7');
  });
});

describe('a machine that no image can name', () => {
  test.each<[string, ElfSpec]>([
    ['the x32 ABI (32-bit pointers on x86-64)', { bits: 32, machine: 62 }],
    ['the n32 ABI of 64-bit MIPS', { bits: 32, machine: 8, flags: 0x20 }],
    ['big-endian ARM', { bits: 32, machine: 40, littleEndian: false }],
    ['big-endian 64-bit ARM', { machine: 183, littleEndian: false }],
    ['31-bit s390', { bits: 32, machine: 22, littleEndian: false }],
    ['32-bit RISC-V', { bits: 32, machine: 243 }],
    ['64-bit SPARC', { machine: 43, littleEndian: false }],
    ['Itanium', { machine: 50 }],
    ['eBPF, the kernel’s virtual machine', { machine: 247 }],
    ['machine type 9999 (64-bit, little-endian)', { machine: 9999 }],
  ])('is refused by its name: %s', async (what, spec) => {
    const error = await refusalOf(buildElf(spec));
    expect(error.message).toBe(`dist/app is built for ${what}, which no image can name as its platform`);
    expect(error.hint).toMatch(/^Build it for /);
  });
});

describe('a stated platform', () => {
  test('is taken where the file agrees', async () => {
    expect(await platformOf({ machine: 183 }, 'linux/aarch64')).toBe('linux/arm64');
  });

  test('adds a variant that the file cannot know', async () => {
    expect(await platformOf({}, 'linux/amd64/v3')).toBe('linux/amd64/v3');
  });

  test.each<[string, ElfSpec, string]>([
    ['linux/arm64', {}, 'linux/amd64'],
    ['freebsd/amd64', {}, 'linux/amd64'],
    ['linux/amd64', goProgram({}, ['GOOS=freebsd']), 'freebsd/amd64'],
    ['linux/arm/v6', armAttributes(10), 'linux/arm/v7'],
    ['linux/amd64/v2', goProgram({}, ['GOAMD64=v3']), 'linux/amd64/v3'],
  ])('of %s is an error where the file says something else', async (stated, spec, real) => {
    const error = await refusalOf(buildElf(spec), { stated: parsePlatform(stated) });
    expect(error.message).toBe(`dist/app is given as ${stated}, but the file is built for ${real}`);
    expect(error.hint).toBe(`Write \`${real}=dist/app\` under \`binary\`, or build it for ${stated}.`);
  });

  test('may be newer than the program needs, which is said', async () => {
    const binary = await inspectBytes(buildElf(armAttributes(6)), { stated: parsePlatform('linux/arm/v7') });
    expect(formatPlatform(binary.platform)).toBe('linux/arm/v7');
    expect(binary.warnings).toEqual([expect.stringContaining('built for linux/arm/v6 and published as linux/arm/v7')]);
  });

  test('without variant leaves it to the file', async () => {
    expect(await platformOf(armAttributes(6), 'linux/arm')).toBe('linux/arm/v6');
  });
});
