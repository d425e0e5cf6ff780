import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync, gunzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { buildElf } from '../support/elf-builder.ts';
import { functionTable, inlineBuildInfo } from '../support/go-program.ts';
import { inspectMutants } from '../support/inspect-mutants.ts';
import { casesOf } from '../support/part-of-sweep.ts';

const HELLO = join(import.meta.dirname, '../../examples/hello');
const TESTDATA = join(import.meta.dirname, 'testdata');

/** With everything that is read from a file in it. */
const RICH = {
  interpreter: '/lib64/ld-linux-x86-64.so.2',
  dynamic: { needed: ['libc.so.6', 'libm.so.6'], soname: 'app', pie: true },
  notes: [
    {
      owner: 'GNU',
      type: 5,
      description: Buffer.from('0080 00c0 0400 0000 0700 0000 0000 0000'.replaceAll(' ', ''), 'hex'),
    },
  ],
  sections: [
    {
      name: '.go.buildinfo',
      content: inlineBuildInfo(['path\tx', 'dep\ty\tv1', 'build\t-tags="a b"', 'build\tGOARM=6']),
    },
    functionTable(['time.LoadLocation', 'crypto/x509.loadSystemRoots']),
    { name: '.rodata', content: Buffer.from('\0/usr/share/zoneinfo\0SSL_CERT_FILE\0') },
    {
      name: '.dep-v0',
      content: deflateSync('{"packages":[{"name":"a","version":"1","source":"local","root":true,"dependencies":[]}]}'),
    },
    {
      name: '.ARM.attributes',
      type: 0x70000003,
      content: Buffer.from('A\x1c\0\0\0aeabi\0\x01\x12\0\0\0\x05v7\0\x06\x0a\x08\x01', 'latin1'),
    },
    { name: '.comment', flags: 0, content: Buffer.from('rustc version 1.95.0\0GCC: 12\0') },
    { name: '.debug_info', flags: 0, content: Buffer.alloc(900) },
  ],
};

const ORIGINALS: readonly Buffer[] = [
  readFileSync(join(HELLO, 'hello-linux-amd64')),
  readFileSync(join(HELLO, 'hello-linux-arm64')),
  // A C hello world: musl-gcc -static -s -Os.
  gunzipSync(readFileSync(join(TESTDATA, 'c-musl-static.gz'))),
  buildElf({ ...RICH, type: 3 }),
  buildElf({ ...RICH, bits: 32, machine: 40 }),
  buildElf({ ...RICH, machine: 22, littleEndian: false }),
  buildElf({ data: inlineBuildInfo(['build\tGOOS=linux']), sectionTable: false }),
];

test('mutated programs end in a value or a typed error, after few reads', async () => {
  const count = casesOf(20_000);
  const outcome = await inspectMutants(ORIGINALS, count);
  expect(outcome.taken).toBeGreaterThan(count / 10);
  expect(outcome.refused).toBeGreaterThan(count / 10);
  expect(outcome.mostReads).toBeLessThan(300);
  expect(outcome.mostBytes).toBeLessThan(2 << 20);
}, 120_000);
