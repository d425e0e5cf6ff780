import { expect, test } from '@jest/globals';
import { fileDigest } from '../../src/attest/file-digest.ts';
import { digestOf } from '../../src/oci/digest.ts';

test('a file is read once, whoever asks for its digest', async () => {
  const content = Buffer.from('a program');
  let reads = 0;
  const source = {
    async *stream() {
      reads += 1;
      yield content.subarray(0, 3);
      yield content.subarray(3);
    },
  };
  const asked = await Promise.all([fileDigest(source), fileDigest(source)]);
  expect([...asked, await fileDigest(source)]).toEqual(Array(3).fill(digestOf(content)));
  expect(reads).toBe(1);
});
