import type { Descriptor } from '../../oci/descriptor.ts';
import { type Digest, digestOf, hexOf } from '../../oci/digest.ts';
import { documentOf } from '../../oci/manifest.ts';
import { MEDIA_TYPE } from '../../oci/media-types.ts';
import type { FetchedManifest } from '../../registry/api.ts';
import { readEntry } from '../../registry/referrers.ts';
import { addToContendedTag, type ContendedPorts, type Rewritten } from './contended-tag.ts';
import { DocumentBlobs } from './document-blobs.ts';

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

/** The tag `sha256-<hex>.sig` of one subject, which keeps the signatures of all who signed it. */
export class SignatureTag {
  readonly #tag: string;
  readonly #signature: ClassicSignature;
  readonly #ports: ContendedPorts;
  readonly #blobs: DocumentBlobs;
  #made: Promise<Descriptor | undefined> | undefined;

  constructor(subject: Digest, signature: ClassicSignature, ports: ContendedPorts) {
    this.#tag = `sha256-${hexOf(subject)}.sig`;
    this.#signature = signature;
    this.#ports = ports;
    this.#blobs = new DocumentBlobs(ports.client);
  }

  /** Signs, and sends what the tag will need, unless the same key has signed already. The subject may be on its way itself. */
  async prepare(): Promise<void> {
    await this.#make();
  }

  /** Adds the signature to those that are there. */
  async write(): Promise<void> {
    const own = await this.#make();
    if (own === undefined) return;
    const rewrite = async (found: FetchedManifest | undefined) => {
      const layers = layersOf(found?.bytes);
      return layers.some((layer) => this.#isOwn(layer, own)) ? undefined : this.#document([...layers, own], found);
    };
    await addToContendedTag(this.#tag, 'The list of signatures', rewrite, this.#ports);
  }

  #make(): Promise<Descriptor | undefined> {
    this.#made ??= this.#sign();
    return this.#made;
  }

  /** Before the tag is read again: the time between reading and writing decides how long other writers are waited for. */
  async #sign(): Promise<Descriptor | undefined> {
    const { payload, sign } = this.#signature;
    const layer = { mediaType: LAYER_TYPE, digest: digestOf(payload), size: payload.length };
    const layers = layersOf((await this.#ports.client.getManifest(this.#tag))?.bytes);
    if (layers.some((found) => this.#isOwn(found, layer))) return undefined;
    const [signature] = await Promise.all([
      sign(),
      this.#blobs.push('signature payload', { bytes: payload, descriptor: layer }),
      this.#blobs.push('signature configuration', configOf([...layers, layer])),
    ]);
    return { ...layer, annotations: { [SIGNATURE]: signature.toString('base64') } };
  }

  async #document(layers: readonly Descriptor[], replaces: FetchedManifest | undefined): Promise<Rewritten> {
    const config = configOf(layers);
    await this.#blobs.push('signature configuration', config);
    const manifest = { schemaVersion: 2, mediaType: MEDIA_TYPE.manifest, config: config.descriptor, layers };
    return { ...documentOf(MEDIA_TYPE.manifest, manifest), mediaType: MEDIA_TYPE.manifest, replaces };
  }

  #isOwn(found: Descriptor, { digest }: Descriptor): boolean {
    return found.digest === digest && this.#signature.isOwn(signatureIn(found));
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
