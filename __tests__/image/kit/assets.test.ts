import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { assetsFrom } from '../../../src/image/kit/assets.ts';

const FOLDER = new URL('../../../assets/', import.meta.url);

interface Row {
  readonly file: string;
  readonly licence: string;
  readonly upstream: string;
  readonly version: string;
}

const RECORDS: Readonly<Record<string, Row>> = JSON.parse(readFileSync(new URL('assets.json', FOLDER), 'utf8'));

describe('the assets', () => {
  test('each have a record with origin, version, licence and checksum', () => {
    const readme = readFileSync(new URL('README.md', FOLDER), 'utf8');
    expect(Object.keys(RECORDS)).toEqual(['ca-certificates', 'zoneinfo']);
    for (const record of Object.values(RECORDS)) {
      expect(record).toMatchObject({
        upstream: expect.stringMatching(/^https:/),
        version: expect.any(String),
        licence: expect.any(String),
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        packageSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
      expect(readme).toContain(record.file);
      expect(readme).toContain(record.licence);
    }
  });

  test('are all told in the README, the encoder with its checksum', () => {
    const readme = readFileSync(new URL('README.md', FOLDER), 'utf8');
    const files = readdirSync(FOLDER).filter((name) => !['README.md', 'assets.json'].includes(name));
    for (const name of files) expect(readme).toContain(`| \`${name}\``);
    const encoder = createHash('sha256').update(readFileSync(new URL('deflate.wasm', FOLDER)));
    expect(readme).toContain(encoder.digest('hex'));
  });

  test('are compact', () => {
    const sizes = Object.values(RECORDS).map(({ file }) => readFileSync(new URL(file, FOLDER)).length);
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(200_000);
  });

  test('are refused where a file is not what its record says', async () => {
    const spoilt = assetsFrom(async (file) =>
      file === 'assets.json' ? readFileSync(new URL(file, FOLDER)) : brotliCompressSync(Buffer.from('something else')),
    );
    await expect(spoilt.caBundle()).rejects.toThrow(/asset ca-certificates of this action is not what its record says/);
    await expect(spoilt.zoneinfo()).rejects.toThrow(/asset zoneinfo/);
  });
});
