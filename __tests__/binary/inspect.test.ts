import { describe, expect, test } from '@jest/globals';
import { buildElf, type ElfSpec } from '../support/elf-builder.ts';
import { inlineBuildInfo } from '../support/go-program.ts';
import { inspectBytes, refusalOf } from '../support/inspect-bytes.ts';

const GLIBC = '/lib64/ld-linux-x86-64.so.2';

function comment(...words: readonly string[]): NonNullable<ElfSpec['sections']> {
  return [{ name: '.comment', flags: 0x30, content: Buffer.from(words.map((word) => `${word}\0`).join('')) }];
}

function rodata(text: string) {
  return { name: '.rodata', content: Buffer.from(text) };
}

function go(...settings: readonly string[]): NonNullable<ElfSpec['sections']> {
  return [{ name: '.go.buildinfo', content: inlineBuildInfo(settings.map((setting) => `build\t${setting}`)) }];
}

describe('a program that starts from a scratch image', () => {
  test('is one without interpreter and dynamic section', async () => {
    const binary = await inspectBytes(buildElf());
    expect(binary).toMatchObject({ linkage: 'static', neededLibraries: [], upx: false, debugBytes: 0, warnings: [] });
  });

  test('is one that relocates itself: a dynamic section, no interpreter, nothing needed', async () => {
    const binary = await inspectBytes(buildElf({ type: 3, dynamic: { pie: true } }));
    expect(binary.linkage).toBe('static-pie');
  });

  test('is one of an older linker, which does not mark programs', async () => {
    expect((await inspectBytes(buildElf({ type: 3, dynamic: {} }))).linkage).toBe('static-pie');
  });

  test('is one that may lie anywhere and needs no relocation, so that it has no dynamic section', async () => {
    expect((await inspectBytes(buildElf({ type: 3 }))).linkage).toBe('static-pie');
  });

  test('may have a dynamic section at a fixed address', async () => {
    expect((await inspectBytes(buildElf({ dynamic: {} }))).linkage).toBe('static');
  });
});

describe('a program that needs a loader', () => {
  test('is refused with the interpreter and the libraries it needs', async () => {
    const needed = ['libresolv.so.2', 'libc.so.6'];
    const error = await refusalOf(buildElf({ type: 3, interpreter: GLIBC, dynamic: { needed, pie: true } }));
    expect(error.code).toBe('binary');
    expect(error.message).toBe(
      `dist/app (linux/amd64) is dynamically linked: it needs the interpreter ${GLIBC} and the libraries libresolv.so.2, libc.so.6, which a scratch image does not have, so it would not start`,
    );
    expect(error.hint).toContain('set `allow-dynamic: true`');
  });

  test.each<[string, ElfSpec, string]>([
    [
      'Go with cgo',
      { dynamic: { needed: ['libc.so.6'] }, sections: go('CGO_ENABLED=1', 'GOOS=linux') },
      'Build it without cgo: `CGO_ENABLED=0 go build -o dist/app .`. If it needs cgo: `CGO_ENABLED=1 go build -tags netgo,osusergo -ldflags "-linkmode external -extldflags -static" -o dist/app .`.',
    ],
    [
      'Go -buildmode=pie',
      { type: 3, dynamic: { pie: true }, sections: go('-buildmode=pie', 'CGO_ENABLED=0', 'GOOS=linux') },
      '-buildmode=pie makes Go ask for a loader. Leave it out: `CGO_ENABLED=0 go build -o dist/app .`, or link a static one: `CGO_ENABLED=1 go build -buildmode=pie -ldflags "-linkmode external -extldflags -static-pie" -o dist/app .`.',
    ],
    [
      'Rust',
      {
        dynamic: { needed: ['libc.so.6'] },
        sections: [...comment('GCC: (Debian) 12.2.0', 'rustc version 1.95.0 (x)'), rodata('library/std/src/rt.rs')],
      },
      'Build it for musl: `rustup target add x86_64-unknown-linux-musl && cargo build --release --target x86_64-unknown-linux-musl`, or keep glibc: `RUSTFLAGS="-C target-feature=+crt-static" cargo build --release --target x86_64-unknown-linux-gnu`.',
    ],
    [
      'C with one object of Rust',
      { dynamic: { needed: ['libc.so.6'] }, sections: comment('GCC: (Debian) 12.2.0', 'rustc version 1.95.0 (x)') },
      '`gcc -static -o dist/app …`',
    ],
    [
      'Nim',
      {
        dynamic: { needed: ['libc.so.6'] },
        sections: [{ name: '.strtab', flags: 0, content: Buffer.from('NimMain') }],
      },
      '`nim c -d:release --passL:-static -o dist/app …`',
    ],
    [
      'OCaml',
      { dynamic: { needed: ['libm.so.6'] }, sections: [rodata('OCAMLRUNPARAM')] },
      '`ocamlfind ocamlopt -ccopt -static …`',
    ],
    [
      '.NET for 64-bit ARM',
      {
        machine: 183,
        dynamic: { needed: ['libc.so.6'] },
        sections: [{ name: '__managedcode', content: Buffer.alloc(8) }],
      },
      '`-r linux-musl-arm64 -p:PublishAot=true',
    ],
    [
      'Rust for 64-bit ARM',
      { machine: 183, dynamic: { needed: ['libc.so.6'] }, sections: comment('rustc version 1.95.0') },
      'rustup target add aarch64-unknown-linux-musl',
    ],
    [
      'C of gcc',
      { dynamic: { needed: ['libc.so.6'] }, sections: comment('GCC: (Debian) 12.2.0') },
      '`gcc -static -o dist/app …`',
    ],
    [
      'C of clang',
      { dynamic: {}, sections: comment('GCC: 12', 'Debian clang version 14.0.6') },
      '`clang -static -o dist/app …`',
    ],
    ['gccgo', { dynamic: { needed: ['libgo.so.21'] }, sections: comment('GCC: 12') }, '`gccgo -static -o dist/app …`'],
    [
      'gccgo with its own library in it',
      { dynamic: {}, sections: [{ name: '.go_export', flags: 0, content: Buffer.from('v3') }] },
      '`gccgo -static -o dist/app …`',
    ],
    ['C++', { dynamic: { needed: ['libstdc++.so.6'] }, sections: comment('GCC: 12') }, '`g++ -static -o dist/app …`'],
    [
      'Zig',
      { dynamic: {}, sections: comment('zig 0.17.1', 'clang version 22.1.8') },
      '`zig build -Dtarget=x86_64-linux-musl`',
    ],
    [
      'Swift',
      { dynamic: { needed: ['libswiftCore.so'] } },
      '`swift build -c release --swift-sdk x86_64-swift-linux-musl`',
    ],
    ['what left no trace', { dynamic: { needed: ['libc.so.6'] } }, '`gcc -static -o dist/app …`'],
  ])('is told how to link statically: %s', async (_toolchain, spec, advice) => {
    const error = await refusalOf(buildElf({ interpreter: GLIBC, ...spec }));
    expect(error.hint).toContain(advice);
  });

  test('of musl is told musl’s own way', async () => {
    const spec = {
      interpreter: '/lib/ld-musl-x86_64.so.1',
      dynamic: { needed: ['libc.so'] },
      sections: comment('GCC: 12'),
    };
    expect((await refusalOf(buildElf(spec))).hint).toMatch(/^Link it statically: `musl-gcc -static -o dist\/app …`\./);
  });

  test('that needs many libraries gets a message of readable length', async () => {
    const needed = Array.from({ length: 1000 }, (_, index) => `lib${index}.so`);
    const { message } = await refusalOf(buildElf({ interpreter: GLIBC, dynamic: { needed } }));
    expect(message).toContain('lib11.so and 244 more, which a scratch image does not have');
  });

  test('is taken where the user allows it', async () => {
    const bytes = buildElf({ interpreter: GLIBC, dynamic: { needed: ['libc.so.6'] } });
    const binary = await inspectBytes(bytes, { allowDynamic: true });
    expect(binary).toMatchObject({ linkage: 'dynamic', interpreter: GLIBC, neededLibraries: ['libc.so.6'] });
    // Whether the image has what it needs is known where the image is.
    expect(binary.warnings).toEqual([]);
  });

  test('cannot smuggle commands for the runner into the message', async () => {
    const needed = ['::error::x\n##[group]y'];
    const error = await refusalOf(buildElf({ interpreter: '\n::set-output name=a::b', dynamic: { needed } }));
    expect(error.message).not.toMatch(/::|##\[|\n/);
  });
});

describe('an ELF file that is not a program', () => {
  test.each<[string, ElfSpec, RegExp]>([
    [
      'a shared library',
      { type: 3, entry: 0, dynamic: { needed: ['libc.so.6'] } },
      /is a shared library, which other programs load$/,
    ],
    ['a library with an entry', { type: 3, dynamic: { soname: 'libx.so.1' } }, /is a shared library/],
    ['a library that needs others', { type: 3, dynamic: { needed: ['libm.so.6'] } }, /is a shared library/],
    ['an object file', { type: 1 }, /is an object file, compiled but not linked$/],
    ['a kernel module', { type: 1, sections: [{ name: '.modinfo', content: Buffer.from('x') }] }, /is a kernel module/],
    ['an eBPF object', { type: 1, machine: 247 }, /is an eBPF object/],
    ['a core dump', { type: 4 }, /is a core dump/],
    [
      'debug information split off',
      { sections: [{ name: '.text', type: 8, content: Buffer.alloc(1) }] },
      /holds debug information only/,
    ],
    ['something unheard of', { type: 0xfe00 }, /is a damaged ELF file: its type is 65024/],
  ])('is refused with a sentence of its own: %s', async (_name, spec, message) => {
    const error = await refusalOf(buildElf(spec));
    expect(error.message).toMatch(message);
    expect(error.hint).toBeTruthy();
  });
});
