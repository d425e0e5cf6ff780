import type { Descriptor } from '../../oci/descriptor.ts';
import { type Digest, digestOf, hexOf } from '../../oci/digest.ts';
import { documentOf } from '../../oci/manifest.ts';
import { MEDIA_TYPE } from '../../oci/media-types.ts';
import type { RegistryClient } from '../../registry/api.ts';
import { readEntry } from '../../registry/referrers.ts';
import { documentBlob } from '../delivery/image-delivery.ts';

/** https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md */
const LAYER_TYPE = 'application/vnd.dev.cosign.simplesigning.v1+json';
const SIGNATURE = 'dev.cosignproject.cosign/signature';

/** A signature as cosign kept it before bundles: a layer of an image beside the signed one. */
export interface ClassicSignature {
  readonly payload: Buffer;
  readonly sign: () => Promise<Buffer>;
  /** Whether a signature that was found is one of the same key. */
  readonly isOwn: (signature: Buffer) => boolean;
}

const MOST_ROUNDS = 20;

/** Adds a signature to those under the tag `sha256-<hex>.sig`, unless the same key has signed already. */
export async function writeSignatureTag(
  client: RegistryClient,
  subject: Digest,
  { payload, sign, isOwn }: ClassicSignature,
): Promise<void> {
  const tag = `sha256-${hexOf(subject)}.sig`;
  const layer = { mediaType: LAYER_TYPE, digest: digestOf(payload), size: payload.length };
  let signature: string | undefined;
  for (let round = 1; round <= MOST_ROUNDS; round += 1) {
    const fetched = await client.getManifest(tag);
    const layers = layersOf(fetched?.bytes);
    if (layers.some((one) => one.digest === layer.digest && isOwn(signatureIn(one)))) return;
    signature ??= (await sign()).toString('base64');
    const all = [...layers, { ...layer, annotations: { [SIGNATURE]: signature } }];
    const config = configOf(all);
    await Promise.all([
      client.pushBlob(documentBlob('signature payload', { bytes: payload, descriptor: layer }), { askFirst: false }),
      client.pushBlob(documentBlob('signature configuration', config), { askFirst: false }),
    ]);
    const manifest = { schemaVersion: 2, mediaType: MEDIA_TYPE.manifest, config: config.descriptor, layers: all };
    const { bytes, descriptor } = documentOf(MEDIA_TYPE.manifest, manifest);
    await client.replaceManifest(tag, bytes, descriptor.mediaType, fetched);
  }
}

function layersOf(bytes: Buffer | undefined): Descriptor[] {
  const { layers } = JSON.parse(bytes?.toString('utf8') ?? '{}') as { layers?: unknown };
  const found: readonly unknown[] = Array.isArray(layers) ? layers : [];
  return found.filter((layer): layer is Descriptor => readEntry(layer) !== undefined);
}

function signatureIn({ annotations }: Descriptor): Buffer {
  return Buffer.from(annotations?.[SIGNATURE] ?? '', 'base64');
}

/** cosign writes an image's configuration, so that registries which know only images take it. */
function configOf(layers: readonly Descriptor[]) {
  return documentOf(MEDIA_TYPE.config, {
    architecture: '',
    created: '0001-01-01T00:00:00Z',
    history: layers.map(() => ({ created: '0001-01-01T00:00:00Z' })),
    os: '',
    rootfs: { type: 'layers', diff_ids: layers.map(({ digest }) => digest) },
    config: {},
  });
}
