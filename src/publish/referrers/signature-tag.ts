import type { Descriptor } from '../../oci/descriptor.ts';
import { type Digest, digestOf, hexOf } from '../../oci/digest.ts';
import { documentOf, type RawManifest } from '../../oci/manifest.ts';
import { MEDIA_TYPE } from '../../oci/media-types.ts';
import type { FetchedManifest } from '../../registry/api.ts';
import { readEntry } from '../../registry/referrers.ts';
import { documentBlob } from '../delivery/image-delivery.ts';
import { addToContendedTag, type ContendedPorts } from './contended-tag.ts';

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

/** Adds a signature to those under the tag `sha256-<hex>.sig`, unless the same key has signed already. */
export async function writeSignatureTag(
  subject: Digest,
  { payload, sign, isOwn }: ClassicSignature,
  ports: ContendedPorts,
): Promise<void> {
  const layer = { mediaType: LAYER_TYPE, digest: digestOf(payload), size: payload.length };
  const push = (label: string, document: RawManifest) =>
    ports.client.pushBlob(documentBlob(label, document), { askFirst: false });
  const tag = `sha256-${hexOf(subject)}.sig`;
  const isThere = (one: Descriptor) => one.digest === layer.digest && isOwn(signatureIn(one));
  if (layersOf((await ports.client.getManifest(tag))?.bytes).some(isThere)) return;
  // Before the tag is read again: the time between reading and writing decides how long other writers are waited for.
  const [signature] = await Promise.all([sign(), push('signature payload', { bytes: payload, descriptor: layer })]);
  const own = { ...layer, annotations: { [SIGNATURE]: signature.toString('base64') } };
  const rewrite = async (found: FetchedManifest | undefined) => {
    const layers = layersOf(found?.bytes);
    if (layers.some(isThere)) return undefined;
    const all = [...layers, own];
    const config = configOf(all);
    await push('signature configuration', config);
    const manifest = { schemaVersion: 2, mediaType: MEDIA_TYPE.manifest, config: config.descriptor, layers: all };
    return { ...documentOf(MEDIA_TYPE.manifest, manifest), mediaType: MEDIA_TYPE.manifest, replaces: found };
  };
  await addToContendedTag(tag, 'The list of signatures', rewrite, ports);
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
