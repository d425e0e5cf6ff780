import { type Digest, isDigest } from '../../oci/digest.ts';

/** The blobs that a manifest needs, for a registry that says it lacks one and does not say which; none for an index. */
export function referencedBlobs(manifest: Buffer): readonly Digest[] {
  const { config, layers = [] } = JSON.parse(manifest.toString('utf8')) as Partial<Record<string, unknown>>;
  const descriptors = [config, ...(Array.isArray(layers) ? layers : [])];
  const digests = descriptors.map((descriptor) => (descriptor as { digest?: unknown } | undefined)?.digest);
  return digests.filter((digest): digest is Digest => typeof digest === 'string' && isDigest(digest));
}
