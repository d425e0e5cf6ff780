import type { Digest } from '../../oci/digest.ts';
import type { RawManifest } from '../../oci/manifest.ts';
import type { BlobOutcome, RegistryClient } from '../../registry/api.ts';
import { documentBlob } from '../delivery/image-delivery.ts';

/** The blobs of what hangs on images of one repository: each is sent once, whoever needs it and however early. */
export class DocumentBlobs {
  readonly #client: RegistryClient;
  readonly #pushed = new Map<Digest, Promise<BlobOutcome>>();

  constructor(client: RegistryClient) {
    this.#client = client;
  }

  /** A failure stays one: the client has tried again already for as long as it may. */
  push(label: string, document: RawManifest): Promise<BlobOutcome> {
    const { digest } = document.descriptor;
    const known = this.#pushed.get(digest);
    if (known !== undefined) return known;
    const pushing = this.#client.pushBlob(documentBlob(label, document), { askFirst: false });
    this.#pushed.set(digest, pushing);
    return pushing;
  }
}
