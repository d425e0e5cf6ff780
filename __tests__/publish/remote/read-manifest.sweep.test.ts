import { test } from '@jest/globals';
import fc from 'fast-check';
import { sameContent } from '../../../src/publish/remote/image-content.ts';
import { readConfig, readIndex, readManifest } from '../../../src/publish/remote/read-manifest.ts';
import { casesOf } from '../../support/part-of-sweep.ts';

const DIGEST = `sha256:${'a'.repeat(64)}` as const;
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const INDEX = 'application/vnd.oci.image.index.v1+json';
const CONFIG = { os: 'linux', architecture: 'amd64', config: {}, rootfs: { type: 'layers', diff_ids: [DIGEST] } };

const fetched = (mediaType: string, content: unknown) => {
  const bytes = Buffer.from(JSON.stringify(content));
  return { bytes, descriptor: { mediaType, digest: DIGEST, size: bytes.length } };
};

test('random documents are read or not, and never throw', () => {
  const document = fc.jsonValue({ maxDepth: 3 });
  const shaped = fc.record({
    config: document,
    layers: document,
    manifests: document,
    os: document,
    rootfs: document,
  });
  fc.assert(
    fc.property(fc.oneof(document, shaped), (content) => {
      readManifest(fetched(MANIFEST, content));
      readIndex(fetched(INDEX, content));
      const settings = typeof content === 'object' && content !== null ? { config: content } : {};
      const read = readConfig(Buffer.from(JSON.stringify({ ...CONFIG, ...settings })));
      if (read !== undefined) sameContent([read], [read], new Set());
    }),
    { seed: 20261121, numRuns: casesOf(20_000) },
  );
});
