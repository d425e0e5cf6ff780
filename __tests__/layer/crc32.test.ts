import { crc32 } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { CombinedCrc } from '../../src/layer/crc32.ts';
import { sampleBytes } from '../support/tar-images.ts';

describe('a combined CRC', () => {
  test.each([[[]], [[0]], [[1]], [[5, 0, 3]], [[1000, 1000, 1000, 7]], [[1, 262_144, 262_144, 99_999]]])(
    'of parts of %p bytes is that of the whole',
    (lengths: number[]) => {
      const content = sampleBytes(lengths.reduce((sum, length) => sum + length, 0));
      const combined = new CombinedCrc();
      let at = 0;
      for (const length of lengths) {
        combined.add(crc32(content.subarray(at, at + length)), length);
        at += length;
      }
      expect(combined.value).toBe(crc32(content));
    },
  );
});
