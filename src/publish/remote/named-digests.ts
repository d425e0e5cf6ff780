import type { Digest } from '../../oci/digest.ts';
import type { RawManifest } from '../../oci/manifest.ts';
import type { Log } from '../../ports.ts';
import type { RegistryClient } from '../../registry/api.ts';
import { isAttestation, readIndex, readManifest } from './read-manifest.ts';
import { OPTIONAL_TIMEOUT_MS, type RepositoryState } from './repository-state.ts';

/** More would cost more to read than they are likely to save. */
const MAX_MANIFESTS = 32;

/**
 * The blobs and manifests that images of the repository name: they are in it and need not be sent or asked for. Only
 * digests that this run has computed are looked up here, so what a registry says never gets into an image. A manifest
 * that cannot be read costs one more request later, so it is given up after a second.
 */
export async function namedDigests(
  client: RegistryClient,
  { behind }: RepositoryState,
  log: Log,
): Promise<Set<Digest>> {
  const roots = [...behind.values()].filter((manifest) => manifest !== undefined);
  const children = new Set(roots.flatMap(childrenOf));
  const read = [...children].slice(0, MAX_MANIFESTS).map(async (digest) => {
    const answer = await client.tryManifest(digest, OPTIONAL_TIMEOUT_MS);
    if (answer?.manifest === undefined) log.debug(`${digest} could not be read, so what it names is asked for`);
    return answer?.manifest;
  });
  const manifests = [...roots, ...(await Promise.all(read)).filter((manifest) => manifest !== undefined)];
  return new Set(manifests.flatMap(digestsIn));
}

function childrenOf(root: RawManifest): Digest[] {
  const entries = readIndex(root) ?? [];
  return entries.filter((entry) => !isAttestation(entry)).map(({ digest }) => digest);
}

function digestsIn(fetched: RawManifest): Digest[] {
  const manifest = readManifest(fetched);
  const blobs = manifest === undefined ? [] : [manifest.config, ...manifest.layers];
  return [fetched.descriptor.digest, ...blobs.map(({ digest }) => digest)];
}
