import zlib from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { validateContents } from '../../testing/validate-image.ts';
import { type Spoilt, sampleImage } from './sample-image.ts';
import { SAMPLE, type SampleEntry, sampleTar } from './sample-tar.ts';

const OCI = 'application/vnd.oci.image';
const ZERO = `sha256:${'0'.repeat(64)}`;

function tarWith(...entries: SampleEntry[]): Spoilt {
  return { tar: sampleTar([...SAMPLE, ...entries]) };
}

describe('the oracle', () => {
  test('describes an image with its layers and entries', async () => {
    const image = await validateContents(sampleImage(), 'v1');
    expect(image.platforms).toHaveLength(1);
    const [platform] = image.platforms;
    expect(platform).toMatchObject({ platform: 'linux/amd64', digest: image.digest, config: { os: 'linux' } });
    expect(platform?.layers[0]?.entries).toMatchObject([
      { path: '/app', type: 'file', mode: 0o755, uid: 0, gid: 0, mtime: 0, size: 7, text: 'program' },
      { path: '/etc', type: 'directory', mode: 0o755 },
      { path: '/etc/passwd', type: 'file', mode: 0o644 },
      { path: '/link', type: 'symlink', target: 'app' },
    ]);
  });

  test('describes an index by its platforms', async () => {
    const image = await validateContents(sampleImage({ index: {} }), 'v1');
    expect(image.mediaType).toBe(`${OCI}.index.v1+json`);
    expect(image.platforms.map(({ platform }) => platform)).toEqual(['linux/amd64']);
  });

  test('reads a layer without compression, and with zstd where Node has it', async () => {
    const tar = sampleTar(SAMPLE);
    const plain = await validateContents(sampleImage({ mediaType: `${OCI}.layer.v1.tar`, layer: tar }), 'v1');
    expect(plain.platforms[0]?.layers[0]?.entries).toHaveLength(4);
    if (!('zstdCompressSync' in zlib)) return;
    const zstd = { mediaType: `${OCI}.layer.v1.tar+zstd`, layer: zlib.zstdCompressSync(tar) };
    expect((await validateContents(sampleImage(zstd), 'v1')).platforms[0]?.layers[0]?.entries).toHaveLength(4);
  });

  test.each<[string, Spoilt, RegExp]>([
    ['a blob of other bytes', { served: (_, bytes) => Buffer.concat([bytes, Buffer.from(' ')]) }, /has the digest/],
    ['a wrong diff id', { config: { rootfs: { type: 'layers', diff_ids: [ZERO] } } }, /the tar of the layer/],
    ['too few diff ids', { config: { rootfs: { type: 'layers', diff_ids: [] } } }, /does not name 1 diff ids/],
    ['history of other layers', { config: { history: [] } }, /history tells of 0 layers, there are 1/],
    ['Docker keys in the config', { config: { docker_version: '1' } }, /key docker_version/],
    ['a wrong Env', { config: { config: { Env: ['PATH'] } } }, /Env has "PATH"/],
    ['an entrypoint that is a string', { config: { config: { Entrypoint: '/app' } } }, /Entrypoint is not a list/],
    ['a time that is none', { config: { created: 'yesterday' } }, /created is "yesterday"/],
    ['another Content-Type', { contentType: `${OCI}.index.v1+json` }, /Content-Type/],
    ['schema 1', { manifest: { schemaVersion: 1 } }, /schemaVersion/],
    ['an unknown key in the manifest', { manifest: { signatures: [] } }, /key signatures/],
    ['a corrupt gzip', { layer: Buffer.from('no gzip') }, /cannot be read/],
    ['a tar that ends early', { tar: sampleTar(SAMPLE).subarray(0, 3000) }, /too early/],
    ['a tar with one closing block', { tar: sampleTar(SAMPLE, 512) }, /too early/],
    ['a tar with more at its end', { tar: sampleTar(SAMPLE, 2048) }, /more after the tar's end/],
    ['an entry that is there twice', tarWith({ name: 'link', content: '2' }), /\/link is there twice/],
    ['entries out of order', tarWith({ name: 'bin' }), /\/bin comes after \/link/],
    ['a missing parent', tarWith({ name: 'usr/app' }), /no directory entry for \/usr/],
    ['a path with dots', tarWith({ name: 'm/', type: '5' }, { name: 'm/../x' }), /not a clean path/],
    ['a whiteout', tarWith({ name: 'x/', type: '5' }, { name: 'x/.wh.y' }), /whiteout/],
    ['a link to nothing before it', tarWith({ name: 'x', type: '1', target: 'y' }), /links to no file/],
    ['a device', tarWith({ name: 'x', type: '3' }), /has the type "3"/],
    ['a directory without its slash', tarWith({ name: 'x', type: '5' }), /a slash at the end/],
    ['a directory with bytes', tarWith({ name: 'x/', type: '5', size: 1 }), /is not a file and has 1 bytes/],
    ['a wrong checksum', tarWith({ name: 'x', checksum: '000001\0 ' }), /the checksum of "x" is wrong/],
    ['a mode that is no octal number', tarWith({ name: 'x', mode: '9' }), /the mode of "x"/],
    ['a user name', tarWith({ name: 'x', owner: 'root' }), /user or group name/],
    [
      'an unknown pax record',
      tarWith({ name: 'pax', type: 'x', content: '14 comment=no\n' }, { name: 'x' }),
      /pax record/,
    ],
  ])('refuses %s', async (_what, spoilt, message) => {
    await expect(validateContents(sampleImage(spoilt), 'v1')).rejects.toThrow(message);
  });
});
