import type { ForeignKind } from './identify.ts';

interface Row extends ForeignKind {
  /** Latin-1. */
  readonly magic: string;
  readonly at?: number;
}

function packed(format: string, ...commands: readonly string[]): ForeignKind {
  const hint = `Unpack it in a step before: ${commands.map((command) => `\`${command}\``).join(' or ')}.`;
  return { is: `a ${format} file, not the program inside it`, hint };
}

const ROWS: readonly Row[] = [
  { magic: '\x1f\x8b', ...packed('gzip', 'tar -xzf FILE', 'gunzip FILE') },
  { magic: '\x28\xb5\x2f\xfd', ...packed('zstd', 'zstd -d FILE') },
  { magic: '\xfd7zXZ\0', ...packed('xz', 'xz -d FILE') },
  { magic: 'BZh', ...packed('bzip2', 'bunzip2 FILE') },
  { magic: '\x04\x22\x4d\x18', ...packed('lz4', 'lz4 -d FILE') },
  { magic: 'LZIP', ...packed('lzip', 'lzip -d FILE') },
  { magic: '7z\xbc\xaf\x27\x1c', ...packed('7-Zip', '7z x FILE') },
  { magic: 'Rar!\x1a\x07', ...packed('RAR', 'unrar x FILE') },
  { magic: 'ustar', at: 257, ...packed('tar', 'tar -xf FILE') },
  { magic: 'PK\x03\x04', ...packed('zip (or jar)', 'unzip FILE') },
  { magic: 'PK\x05\x06', is: 'an empty zip file', hint: 'Check the step that wrote it.' },
  { magic: '!<arch>\ndebian-binary', ...packed('Debian package', 'dpkg-deb -x FILE DIR') },
  { magic: '\xed\xab\xee\xdb', ...packed('RPM package', 'rpm2cpio FILE | cpio -id') },
  {
    magic: '!<arch>\n',
    is: 'a static library (an ar archive of object files), not a program',
    hint: 'Link it to a program: `gcc -static main.c FILE.a`; with Go leave out -buildmode=c-archive, or give a package main.',
  },
  { magic: '!<thin>\n', is: 'a thin archive, a list of object files, not a program', hint: 'Link it to a program.' },
  {
    magic: 'go object ',
    is: 'an object file of Go, not linked',
    hint: 'Use `CGO_ENABLED=0 go build` on a package main.',
  },
  {
    magic: 'BC\xc0\xde',
    is: 'LLVM bitcode, not compiled to machine code',
    hint: 'Compile and link it: `clang -static FILE.bc -o app`.',
  },
  {
    magic: '\xde\xc0\x17\x0b',
    is: 'LLVM bitcode, not compiled to machine code',
    hint: 'Compile and link it: `clang -static FILE.bc -o app`.',
  },
  {
    magic: 'version https://git-lfs.github.com/spec/',
    is: 'a Git LFS pointer, not the file that it stands for',
    hint: 'Fetch it: `lfs: true` under `with` of actions/checkout, or `git lfs pull`.',
  },
];

/** Files that hold a program, or what a program is made of. */
export function wrappedProgram(head: Buffer): ForeignKind | undefined {
  return ROWS.find(({ magic, at = 0 }) => head.toString('latin1', at, at + magic.length) === magic);
}
