import { mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readPem } from '../../src/image/kit/pem.ts';
import { readPemFile } from '../../src/run/read-pem-file.ts';

let workspace: string;

beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'pem-'));
});

afterEach(() => rm(workspace, { recursive: true }));

describe('a PEM file', () => {
  test('is read as it is', async () => {
    await writeFile(join(workspace, 'corp.pem'), 'text');
    const { name, bytes } = await readPemFile('corp.pem', workspace);
    expect([name, Buffer.from(bytes).toString()]).toEqual(['corp.pem', 'text']);
  });

  test('of many gigabytes is refused without being read', async () => {
    await writeFile(join(workspace, 'corp.pem'), '');
    await truncate(join(workspace, 'corp.pem'), 64 * 2 ** 30);
    const file = await readPemFile('corp.pem', workspace);
    expect(file.bytes.length).toBeLessThan(10_000_000);
    expect(() => readPem(file, 0)).toThrow('"corp.pem" is larger than a bundle of certificates can be (8 MiB)');
  });

  test.each([
    ['missing.pem', 'does not exist'],
    ['../corp.pem', 'is outside the workspace'],
    ['link.pem', 'points outside'],
    ['.', 'is a directory'],
  ])('is refused with the key that names it: %s', async (name, reason) => {
    await symlink('/etc/shadow', join(workspace, 'link.pem'));
    await expect(readPemFile(name, workspace)).rejects.toThrow(/^ca-certificates: /);
    await expect(readPemFile(name, workspace)).rejects.toThrow(reason);
  });
});
