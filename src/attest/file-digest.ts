import { createHash } from 'node:crypto';
import type { FileSource } from '../files/file-source.ts';
import type { Digest } from '../oci/digest.ts';

type Content = Pick<FileSource, 'stream'>;

const known = new WeakMap<Content, Promise<Digest>>();

/** Of a file's content. Provenance and SBOM ask for the same one, which is read once, piece by piece. */
export function fileDigest(source: Content): Promise<Digest> {
  const digest = known.get(source) ?? hashed(source);
  known.set(source, digest);
  return digest;
}

async function hashed(source: Content): Promise<Digest> {
  const hash = createHash('sha256');
  for await (const piece of source.stream()) hash.update(piece);
  return `sha256:${hash.digest('hex')}`;
}
