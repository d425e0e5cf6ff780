import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { refusalOf } from '../../support/inspect-bytes.ts';

function binary(hex: string, size = 64): Buffer {
  const bytes = Buffer.alloc(size);
  Buffer.from(hex.replaceAll(' ', ''), 'hex').copy(bytes);
  return bytes;
}

function windowsProgram(machine: string): Buffer {
  const bytes = binary('4d5a', 256);
  bytes.writeUInt32LE(0x80, 0x3c);
  Buffer.from(`50450000${machine}`, 'hex').copy(bytes, 0x80);
  return bytes;
}

function efiProgram(): Buffer {
  const bytes = windowsProgram('6486');
  bytes.writeUInt16LE(10, 0x80 + 92);
  return bytes;
}

function tarFile(): Buffer {
  const bytes = Buffer.alloc(512);
  bytes.write('app');
  bytes.write('ustar', 257);
  return bytes;
}

describe('a file that is not an ELF file', () => {
  test.each<[string, Buffer, string]>([
    [
      'Mach-O for Apple silicon',
      binary('cffaedfe 0c000001'),
      'a Mach-O file, a program for macOS, and containers run Linux programs',
    ],
    [
      'Mach-O of 32 bits',
      binary('feedface 00000007'),
      'a Mach-O file, a program for macOS, and containers run Linux programs',
    ],
    [
      'universal Mach-O',
      binary('cafebabe 00000002'),
      'a universal Mach-O file, a program for macOS, and containers run Linux programs',
    ],
    ['Java class', binary('cafebabe 00000041'), 'a Java class, and a scratch image holds no Java'],
    ['PE', windowsProgram('6486'), 'a PE file, a program for Windows, and containers run Linux programs'],
    ['DOS program', Buffer.from('MZ'), 'a DOS or Windows program, and containers run Linux programs'],
    [
      'Cosmopolitan’s form for all systems',
      Buffer.from("MZqFpD='\n"),
      'an Actually Portable Executable, which a shell has to start, and a scratch image has none',
    ],
    ['EFI program', efiProgram(), 'an EFI program, which firmware starts and no container'],
    ['AIX program', binary('01f7 000a'), 'a program for AIX, and containers run Linux programs'],
    ['Plan 9 program', binary('00008a97'), 'a program for Plan 9, and containers run Linux programs'],
    ['wasm module', binary('0061736d 01000000'), 'a WebAssembly module, and a container starts machine code only'],
    [
      'wasm component',
      binary('0061736d 0d000100'),
      'a WebAssembly component, and a container starts machine code only',
    ],
    ['shell script', Buffer.from('#!/bin/sh\necho'), 'a script for /bin/sh, and a scratch image holds no interpreter'],
    [
      'script by env',
      Buffer.from('#! /usr/bin/env -S python3 -u\n'),
      'a script for /usr/bin/env -S python3 -u, and a scratch image holds no interpreter',
    ],
    [
      'script without interpreter',
      Buffer.from('#!\n'),
      'a script for an interpreter, and a scratch image holds no interpreter',
    ],
    [
      'ar archive',
      Buffer.from('!<arch>\nmain.o/  '),
      'a static library (an ar archive of object files), not a program',
    ],
    ['Debian package', Buffer.from('!<arch>\ndebian-binary   '), 'a Debian package file, not the program inside it'],
    ['zip', binary('504b0304'), 'a zip (or jar) file, not the program inside it'],
    ['gzip', gzipSync('x'), 'a gzip file, not the program inside it'],
    ['zstd', binary('28b52ffd'), 'a zstd file, not the program inside it'],
    ['xz', binary('fd377a585a00'), 'a xz file, not the program inside it'],
    ['bzip2', Buffer.from('BZh91AY'), 'a bzip2 file, not the program inside it'],
    ['tar', tarFile(), 'a tar file, not the program inside it'],
    ['LLVM bitcode', binary('4243c0de'), 'LLVM bitcode, not compiled to machine code'],
    [
      'Git LFS pointer',
      Buffer.from('version https://git-lfs.github.com/spec/v1\noid'),
      'a Git LFS pointer, not the file that it stands for',
    ],
    ['HTML', Buffer.from('\n<!DOCTYPE html><html>'), 'an HTML page, not a program'],
    ['XML', Buffer.from('<?xml version="1.0"?><Error><Code>AccessDenied'), 'an XML document, not a program'],
    ['JSON', Buffer.from('{"message": "Not Found"}'), 'a JSON document, not a program'],
    ['text', Buffer.from('package main\n'), 'a text file, not a program'],
    ['text of Windows', Buffer.from('\ufeffhello', 'utf16le'), 'a text file, not a program'],
    ['text cut inside a character', Buffer.from('naïve').subarray(0, 3), 'a text file, not a program'],
    ['nothing', Buffer.alloc(0), 'empty (0 bytes)'],
    ['zeros', Buffer.alloc(5000), 'nothing but zeros'],
    [
      'anything else',
      binary('deadbeef00112233'),
      'no program of any kind that is known here (it begins with de ad be ef 00 11 22 33)',
    ],
  ])('is refused with a sentence of its own: %s', async (_name, bytes, sentence) => {
    const error = await refusalOf(bytes);
    expect(error.code).toBe('binary');
    expect(error.message).toBe(`dist/app is ${sentence}`);
    expect(error.hint).toMatch(/\w.*[.)]$/);
  });

  test('of another system is told the command for the same processor', async () => {
    expect((await refusalOf(binary('cffaedfe 0c000001'))).hint).toContain(
      'GOOS=linux GOARCH=arm64 CGO_ENABLED=0 go build',
    );
    expect((await refusalOf(windowsProgram('6486'))).hint).toContain('GOOS=linux GOARCH=amd64 CGO_ENABLED=0 go build');
    expect((await refusalOf(windowsProgram('64aa'))).hint).toContain('--target aarch64-unknown-linux-musl');
  });

  test('cannot smuggle commands for the runner into the message', async () => {
    const { message } = await refusalOf(Buffer.from('#!/bin/sh ::error::pwned ##[group]\r\x1b[31m\n'));
    expect(message).not.toMatch(/::|##\[|[\r\n\x1b]/);
  });

  test.each(['4d', '4d5a', '4d5a90', 'cafebabe', '0061736d', 'cffaedfe', '7f454c', '1f', '504b'])(
    'is refused also where it ends at once: %s',
    async (hex) => {
      expect((await refusalOf(Buffer.from(hex, 'hex'))).code).toBe('binary');
    },
  );
});
