import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { buildElf } from '../support/elf-builder.ts';
import { inspectBytes } from '../support/inspect-bytes.ts';

async function auditOf(content: Buffer) {
  return (await inspectBytes(buildElf({ sections: [{ name: '.dep-v0', content }] }))).rust;
}

function compressed(value: unknown): Buffer {
  return deflateSync(JSON.stringify(value));
}

const ROOT = { name: 'app', version: '0.1.0', source: 'local', root: true };
const SERDE = { name: 'serde', version: '1.0.0', source: 'the-rust-registry' };

describe('the packages of a Rust program', () => {
  test('are read with their defaults', async () => {
    const packages = [{ ...ROOT, dependencies: [1, 2] }, SERDE, { ...SERDE, name: 'cc', kind: 'build' }];
    expect(await auditOf(compressed({ packages, format: 1 }))).toEqual({
      packages: [
        { ...ROOT, kind: 'runtime', dependencies: [1, 2] },
        { ...SERDE, kind: 'runtime', root: false, dependencies: [] },
        { ...SERDE, name: 'cc', kind: 'build', root: false, dependencies: [] },
      ],
    });
  });

  test.each<[string, Buffer]>([
    ['it is empty', Buffer.alloc(0)],
    ['it is not compressed', Buffer.from('{"packages":[]}')],
    ['it is gzip', gzipSync('{"packages":[]}')],
    ['it is cut off', compressed({ packages: [ROOT] }).subarray(0, 20)],
    ['it is not JSON', deflateSync('packages')],
    ['it is no object', compressed([])],
    ['it is null', compressed(null)],
    ['its list is none', compressed({ packages: {} })],
    ['a name is missing', compressed({ packages: [{ ...ROOT, name: undefined }] })],
    ['a version is a number', compressed({ packages: [{ ...ROOT, version: 1 }] })],
    ['there is no root', compressed({ packages: [SERDE] })],
    ['there are two roots', compressed({ packages: [ROOT, ROOT] })],
    ['an index is beyond the list', compressed({ packages: [{ ...ROOT, dependencies: [1] }] })],
    ['an index is negative', compressed({ packages: [{ ...ROOT, dependencies: [-1] }] })],
    ['an index is not a number', compressed({ packages: [{ ...ROOT, dependencies: ['0'] }] })],
    ['a package depends on itself', compressed({ packages: [{ ...ROOT, dependencies: [0] }] })],
    [
      'there is a circle',
      compressed({ packages: [ROOT, { ...SERDE, dependencies: [2] }, { ...SERDE, dependencies: [1] }] }),
    ],
  ])('are unknown where %s', async (_name, content) => {
    expect(await auditOf(content)).toBeUndefined();
  });

  test('are unknown where they unpack to more than 8 MiB, without unpacking all of it', async () => {
    const bomb = deflateSync(Buffer.alloc(64 << 20, ' '));
    const before = process.memoryUsage().rss;
    expect(await auditOf(bomb)).toBeUndefined();
    expect(process.memoryUsage().rss - before).toBeLessThan(48 << 20);
  });

  test('may be thousands in a chain', async () => {
    const chain = Array.from({ length: 10_000 }, (_, index) => ({
      ...(index === 0 ? ROOT : SERDE),
      dependencies: index === 9_999 ? [] : [index + 1],
    }));
    expect((await auditOf(compressed({ packages: chain })))?.packages).toHaveLength(10_000);
  });
});
