import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readOwnSboms } from '../../../src/run/attest/read-own-sboms.ts';
import { scratchFolder } from '../../support/scratch-folder.ts';

const folder = scratchFolder('own-sboms');
const write = (name: string, content: string) => writeFileSync(join(folder, name), content);
const read = (entry: string) => readOwnSboms([entry], ['linux/amd64'], folder);

const SPDX = JSON.stringify({
  spdxVersion: 'SPDX-2.3',
  SPDXID: 'SPDXRef-DOCUMENT',
  name: 'x',
  documentNamespace: 'https://example.com/x',
  creationInfo: { created: '2026-01-01T00:00:00Z', creators: ['Tool: x'] },
});

describe('a bill of materials of one’s own', () => {
  test.each([
    ['app.spdx.json', SPDX, 'https://spdx.dev/Document', 'application/spdx+json'],
    [
      'app.cdx.json',
      '{"bomFormat":"CycloneDX","specVersion":"1.6"}',
      'https://cyclonedx.org/bom',
      'application/vnd.cyclonedx+json',
    ],
  ])('is told by what is in it: %s', async (name, content, predicateType, mediaType) => {
    write(name, content);
    expect(await read(`linux/amd64=${name}`)).toMatchObject([{ platform: 'linux/amd64', predicateType, mediaType }]);
    expect(await read(name)).toMatchObject([{ predicateType, bytes: Buffer.from(content) }]);
  });

  test.each([
    ['app.json', /^sbom: "app.json" is neither an SPDX 2 nor a CycloneDX document in JSON$/],
    ['deep.json', /^sbom: "deep.json" is neither an SPDX 2 nor a CycloneDX document in JSON$/],
    [
      'bare.json',
      /^sbom: "bare.json" is not a complete SPDX document: SPDXID, name, documentNamespace, creationInfo are missing$/,
    ],
    ['bare.cdx.json', /^sbom: "bare.cdx.json" is not a complete CycloneDX document: specVersion is missing$/],
    ['missing.json', /^sbom: "missing.json" does not exist/],
    ['linux/arm64=app.json', /^sbom: linux\/arm64 is not a platform of this image \(linux\/amd64\)$/],
    ['outside.json', /^sbom: .*outside/],
  ])('that cannot be used is an error of the input: %s', async (entry, message) => {
    write('app.json', '{"name":"x"}');
    write('bare.json', '{"spdxVersion":"SPDX-2.3"}');
    write('bare.cdx.json', '{"bomFormat":"CycloneDX"}');
    write('deep.json', `{"spdxVersion":"SPDX-2.3","a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`);
    rmSync(join(folder, 'outside.json'), { force: true });
    symlinkSync('/etc/hostname', join(folder, 'outside.json'));
    await expect(read(entry)).rejects.toThrow(message);
  });
});
