import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { buildC, buildGo, buildRust } from './support/build.ts';
import { inspectFile, refusalOfFile } from './support/inspect-file.ts';
import { output } from './support/process.ts';
import { HELLO_C, HELLO_RUST, NEEDY_GO, TINY_GO } from './support/programs.ts';
import { removeTemporaryFolders, temporaryFolder } from './support/temporary-folder.ts';

const GLIBC = '/lib64/ld-linux-x86-64.so.2';
const MUSL = '/lib/ld-musl-x86_64.so.1';
const CGO = { env: { CGO_ENABLED: '1' }, arch: 'amd64' };

afterAll(removeTemporaryFolders);

describe('a real program that needs a loader', () => {
  test.each<[string, () => Promise<string>, string, string]>([
    [
      'Go with cgo',
      () => buildGo(NEEDY_GO, CGO),
      `${GLIBC} and the library libc.so.6`,
      '`CGO_ENABLED=0 go build -o app .`',
    ],
    [
      'Go -buildmode=pie',
      () => buildGo(NEEDY_GO, { arch: 'amd64', flags: ['-buildmode=pie'] }),
      `${GLIBC}, which`,
      '-extldflags -static-pie',
    ],
    ['C of gcc', () => buildC(HELLO_C, []), `${GLIBC} and the library libc.so.6`, '`gcc -static -o app …`'],
    [
      'C of gcc, stripped',
      () => buildC(HELLO_C, ['-s', '-no-pie']),
      `${GLIBC} and the library libc.so.6`,
      '`gcc -static -o app …`',
    ],
    [
      'C of clang',
      () => buildC(HELLO_C, [], 'clang'),
      `${GLIBC} and the library libc.so.6`,
      '`clang -static -o app …`',
    ],
    [
      'C of musl-gcc',
      () => buildC(HELLO_C, [], 'musl-gcc'),
      `${MUSL} and the library libc.so`,
      '`musl-gcc -static -o app …`',
    ],
    [
      'C++',
      () => buildC('#include <iostream>\nint main() { std::cout << 1; }\n', [], 'g++'),
      'libstdc++.so.6',
      '`g++ -static -o app …`',
    ],
    [
      'Rust',
      () => buildRust(HELLO_RUST, []),
      `${GLIBC} and the libraries libgcc_s.so.1, libc.so.6`,
      'cargo build --release --target x86_64-unknown-linux-musl',
    ],
  ])(
    'is refused with interpreter, libraries and the fix: %s',
    async (_name, build, needs, fix) => {
      const error = await refusalOfFile(await build());
      expect(error.code).toBe('binary');
      expect(error.message).toContain(`app (linux/amd64) is dynamically linked: it needs the interpreter `);
      expect(error.message).toContain(needs);
      expect(error.hint).toContain(fix);
    },
    300_000,
  );

  test.each(['openbsd', 'solaris'])(
    'is refused for %s, where Go needs libc',
    async (os) => {
      const error = await refusalOfFile(await buildGo(TINY_GO, { os, arch: 'amd64' }));
      expect(error.hint).toContain('`GOOS=linux GOARCH=amd64 CGO_ENABLED=0 go build`');
    },
    300_000,
  );

  test('is taken once its Go is built as the message says', async () => {
    const external = '-linkmode external -extldflags';
    const netgo = await buildGo(NEEDY_GO, { ...CGO, flags: ['-tags=netgo,osusergo', `-ldflags=${external} -static`] });
    const pie = await buildGo(NEEDY_GO, { ...CGO, flags: ['-buildmode=pie', `-ldflags=${external} -static-pie`] });
    expect((await inspectFile(netgo)).linkage).toBe('static');
    expect(await inspectFile(pie)).toMatchObject({
      linkage: 'static-pie',
      evidence: { certificates: true, zones: true, nsswitch: true },
    });
  }, 300_000);

  test('is taken as it is where the user allows it', async () => {
    const binary = await inspectFile(await buildC(HELLO_C, []), true);
    expect(binary).toMatchObject({ linkage: 'dynamic', interpreter: GLIBC, neededLibraries: ['libc.so.6'] });
  });
});

describe('a real file that is not a program for a container', () => {
  test.each<[string, () => Promise<string>, RegExp]>([
    ['a shared library', () => buildC('int f(void) { return 1; }\n', ['-shared', '-fPIC']), /^app is a shared library/],
    ['an object file', () => buildC(HELLO_C, ['-c']), /^app is an object file, compiled but not linked/],
    ['macOS', () => buildGo(TINY_GO, { os: 'darwin', arch: 'arm64' }), /^app is a Mach-O file, a program for macOS/],
    ['Windows', () => buildGo(TINY_GO, { os: 'windows', arch: 'amd64' }), /^app is a PE file, a program for Windows/],
    ['WebAssembly', () => buildGo(TINY_GO, { os: 'wasip1', arch: 'wasm' }), /^app is a WebAssembly module/],
    ['AIX', () => buildGo(TINY_GO, { os: 'aix', arch: 'ppc64' }), /^app is a program for AIX/],
    ['Plan 9', () => buildGo(TINY_GO, { os: 'plan9', arch: 'amd64' }), /^app is a program for Plan 9/],
    [
      'a Go archive for C',
      () => buildGo(CARCHIVE_GO, { ...CGO, flags: ['-buildmode=c-archive'] }),
      /^app is a static library/,
    ],
    [
      'a Go library for C',
      () => buildGo(CARCHIVE_GO, { ...CGO, flags: ['-buildmode=c-shared'] }),
      /^app is a shared library/,
    ],
    [
      'x32',
      () => buildC('int main(void) { return 0; }\n', ['-mx32', '-nostdlib', '-static', '-Wl,-m,elf32_x86_64']),
      /x32 ABI/,
    ],
    ['bitcode', () => buildC(HELLO_C, ['-c', '-emit-llvm'], 'clang'), /^app is LLVM bitcode/],
    ['eBPF', () => buildC('int f(void) { return 1; }\n', ['-c', '--target=bpf'], 'clang'), /^app is an eBPF object/],
    ['debug information', debugInformation, /^app holds debug information only/],
  ])(
    'is refused with a sentence of its own: %s',
    async (_name, build, message) => {
      const error = await refusalOfFile(await build());
      expect(error.message).toMatch(message);
      expect(error.hint).toBeTruthy();
    },
    300_000,
  );
});

const CARCHIVE_GO = 'package main\n\nimport "C"\n\n//export f\nfunc f() {}\n\nfunc main() {}\n';

async function debugInformation(): Promise<string> {
  const program = await buildC(HELLO_C, ['-static', '-g']);
  const split = join(await temporaryFolder('debug'), 'app');
  await copyFile(program, split);
  await output('objcopy', ['--only-keep-debug', split]);
  return split;
}
