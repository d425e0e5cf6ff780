import { describe, expect, test } from '@jest/globals';
import { sameContent } from '../../../src/publish/remote/image-content.ts';
import { readConfig, readIndex, readManifest } from '../../../src/publish/remote/read-manifest.ts';

const DIGEST = `sha256:${'a'.repeat(64)}` as const;
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const INDEX = 'application/vnd.oci.image.index.v1+json';
const CONFIG = { os: 'linux', architecture: 'amd64', config: {}, rootfs: { type: 'layers', diff_ids: [DIGEST] } };

const fetched = (mediaType: string, content: unknown) => {
  const bytes = Buffer.from(JSON.stringify(content));
  return { bytes, descriptor: { mediaType, digest: DIGEST, size: bytes.length } };
};
const config = (more: object) => readConfig(Buffer.from(JSON.stringify({ ...CONFIG, ...more })));

describe('what a registry holds, read', () => {
  test.each([
    ['an operating system that commands the runner', { os: 'linux\n::error::x' }],
    ['a variant that is markup', { variant: '<b>' }],
    ['no diff ids', { rootfs: {} }],
    ['a diff id that is none', { rootfs: { diff_ids: ['sha256:..'] } }],
  ])('a configuration with %s is none', (_, more) => {
    expect(config({})).toBeDefined();
    expect(config(more)).toBeUndefined();
  });

  test('a descriptor with an odd media type, digest or size makes no manifest', () => {
    const good = { mediaType: 'application/x+json', digest: DIGEST, size: 1 };
    const read = (layer: object) => readManifest(fetched(MANIFEST, { config: good, layers: [{ ...good, ...layer }] }));
    expect(read({})).toBeDefined();
    for (const odd of [
      { mediaType: 'a b/c' },
      { mediaType: '' },
      { digest: 'sha256:x' },
      { size: -1 },
      { size: 1.5 },
    ]) {
      expect(read(odd)).toBeUndefined();
    }
    expect(readManifest(fetched(INDEX, { config: good, layers: [] }))).toBeUndefined();
    expect(readIndex(fetched(INDEX, { manifests: Array(201).fill(good) }))).toBeUndefined();
  });

  test('settings that say nothing and the order of keys make no other content', () => {
    const ours = config({ config: { User: '1', ExposedPorts: { '80/tcp': {}, '53/udp': {} } } });
    const theirs = config({
      config: { ExposedPorts: { '53/udp': {}, '80/tcp': {} }, User: '1', Hostname: '', Entrypoint: null, Volumes: {} },
      variant: '',
    });
    const fewer = config({ config: { User: '1', ExposedPorts: { '80/tcp': {} } } });
    if (ours === undefined || theirs === undefined || fewer === undefined) throw new Error('they are configurations');
    expect(sameContent([ours], [theirs], new Set())).toBe(true);
    expect(sameContent([ours], [fewer], new Set())).toBe(false);
  });
});
