import { describe, expect, test } from '@jest/globals';
import { bytesSource } from '../../src/files/bytes-source.ts';
import { checkContents } from '../../src/image/check-contents.ts';
import { planImage } from '../../src/image/plan.ts';
import type { Entry } from '../../src/rootfs/entry.ts';
import { buildElf, type ElfSpec } from '../support/elf-builder.ts';
import { binaryOf, blockOf, fileAt, planRequest } from '../support/plan-values.ts';

const ARM64 = 183;
const LOADER = '/lib64/ld-linux-x86-64.so.2';

function elf(path: string, spec: ElfSpec = {}): Entry {
  const content = bytesSource(`src/${path}`, buildElf(spec));
  return { ...fileAt(path, '', 0o755), content, elf: true } as Entry;
}

function check(entries: readonly Entry[], text = '', binary = binaryOf('app')): Promise<string[]> {
  const { platforms } = planImage(planRequest(text, { binaries: [binary], filesFor: () => entries }));
  return checkContents(blockOf(text), platforms);
}

describe('what goes into an image beside the binary', () => {
  test('is warned about where it is for another architecture, or needs what is not there', async () => {
    const dynamic = { interpreter: LOADER, dynamic: { needed: ['libc.so.6', 'libm.so.6'] } };
    expect(
      await check([elf('bin/other', { machine: ARM64 }), elf('bin/tool', dynamic), fileAt('lib/libm.so.6')]),
    ).toEqual([
      'files: src/bin/other is for arm64, and the image for linux/amd64.',
      `files: src/bin/tool is dynamically linked, and the image does not have what it needs: the interpreter ${LOADER}, libc.so.6.`,
    ]);
  });

  test('is nothing to speak of where all of it is there, and for what runs too', async () => {
    const entries = [
      elf('bin/tool', { interpreter: LOADER, dynamic: { needed: ['libc.so.6'] } }),
      elf('lib64/ld-linux-x86-64.so.2'),
      fileAt('usr/lib/libc.so.6'),
      elf('bin/old', { machine: 3, bits: 32 }),
      elf('lib/module.o', { type: 1, machine: ARM64 }),
    ];
    expect(await check(entries)).toEqual([]);
  });

  test('a binary that needs a loader is told what is missing, and that all is there', async () => {
    const binary = binaryOf('app', 'linux/amd64', {
      linkage: 'dynamic',
      interpreter: LOADER,
      neededLibraries: ['libc.so.6'],
    });
    expect(await check([fileAt('lib64/ld-linux-x86-64.so.2')], '', binary)).toEqual([
      'app is dynamically linked, and the image does not have what it needs: libc.so.6.',
    ]);
    expect(await check([fileAt('lib64/ld-linux-x86-64.so.2'), fileAt('lib/libc.so.6')], '', binary)).toEqual([
      'app is dynamically linked; the interpreter and the libraries that it names are in the image.',
    ]);
  });
});

describe('the program that is started, where files bring it', () => {
  const start = 'entrypoint: [/run]';

  test.each<[string, Entry, string]>([
    ['another machine', elf('run', { machine: ARM64 }), 'is for arm64, and the image for linux/amd64'],
    ['a missing loader', elf('run', { interpreter: LOADER }), 'needs the interpreter /lib64/ld-linux-x86-64.so.2'],
    ['a missing interpreter', fileAt('run', '#!/bin/sh\necho', 0o755), 'is a script for /bin/sh, which is not in it'],
    ['no program', fileAt('run', 'hello', 0o755), 'is neither an ELF program nor a script'],
  ])('is refused for %s', async (_, entry, message) => {
    await expect(check([entry], start)).rejects.toThrow(message);
  });

  test.each<[string, Entry]>([
    ['a static program', elf('run')],
    ['a script for the binary', fileAt('run', '#! /app -x\n', 0o755)],
  ])('may be %s', async (_, entry) => {
    expect(await check([entry], start)).toEqual([]);
  });

  test('is the one that PATH leads to, past what nobody may run', async () => {
    const text = 'entrypoint: [tool]\nenv: { PATH: "/a:/b" }';
    expect(await check([fileAt('a/tool', 'data'), elf('b/tool')], text)).toEqual([]);
  });
});
