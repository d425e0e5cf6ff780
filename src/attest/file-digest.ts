import { createHash } from 'node:crypto';
import type { FileSource } from '../files/file-source.ts';
import type { Digest } from '../oci/digest.ts';

/** Of a file's content, read piece by piece. */
export async function fileDigest(source: Pick<FileSource, 'stream'>): Promise<Digest> {
  const hash = createHash('sha256');
  for await (const piece of source.stream()) hash.update(piece);
  return `sha256:${hash.digest('hex')}`;
}
