import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { Compressor } from '../../src/layer/compressor.ts';
import { buildTar } from '../../src/rootfs/build-tar.ts';
import { encoderAssets } from '../support/encoder-assets.ts';
import { bytesOf, directory, file } from '../support/tar-listing.ts';

/** More than a tar keeps in memory, in any order, some with names that need pax. */
const entries = Array.from({ length: 12_000 }, (_, index) => {
  const folder = `d${index % 97}`;
  if (index % 1000 === 0) return directory(`${folder}/empty-${index}`);
  const name = index % 500 === 1 ? `ü${'x'.repeat(120)}-${index}` : `file-${index}`;
  return file(`${folder}/${name}`, 'x'.repeat(index % 700));
});

describe('a tar of very many small files', () => {
  test('keeps a part of itself in memory, and is the same each time it is read', async () => {
    const tar = await buildTar(entries);
    const kept = tar.segments.reduce((sum, one) => sum + (one.kind === 'bytes' ? one.bytes.length : 0), 0);
    expect(tar.size).toBeGreaterThan(10_000_000);
    expect(kept).toBeLessThan(5_000_000);
    const [first, second, reversed] = [
      await bytesOf(tar),
      await bytesOf(tar),
      await bytesOf(await buildTar(entries.toReversed())),
    ];
    expect(first.length).toBe(tar.size);
    expect(second.equals(first)).toBe(true);
    expect(reversed.equals(first)).toBe(true);
  });

  test('is hashed and compressed at once, by however many threads', async () => {
    const tar = await buildTar(entries);
    const diffId = `sha256:${createHash('sha256')
      .update(await bytesOf(tar))
      .digest('hex')}`;
    const digests = new Set<string>();
    for (const threads of [1, 2, 4]) {
      const compressor = new Compressor({ assets: encoderAssets(), spoolFolder: '/nonexistent', threads });
      const layer = compressor.layer({ label: 'files', tar, compression: { kind: 'gzip' } });
      layer.blob.begin();
      expect(await layer.diffId).toBe(diffId);
      digests.add((await layer.blob.descriptor).digest);
      await compressor.close();
    }
    expect(digests.size).toBe(1);
  });
});
