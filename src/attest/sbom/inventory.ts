import { type Digest, hexOf } from '../../oci/digest.ts';
import { packageUrl } from './purl.ts';

/** Something that an image consists of. */
export interface Component {
  /** Unique in its inventory, and the same in every run: `main`, `library-3`. */
  readonly id: string;
  readonly kind: 'application' | 'library' | 'data' | 'image';
  readonly name: string;
  readonly version?: string;
  readonly purl?: string;
  /** Hexadecimal SHA-256. */
  readonly sha256?: string;
  readonly licence?: string;
  /** In words: what it was made by, where it came from. */
  readonly comment?: string;
  /** Ids of the components that it needs. */
  readonly dependsOn: readonly string[];
}

/** Everything that is known of one image, whatever the format in which it is written. */
export interface Inventory {
  /** Last part of the repository: `app`. */
  readonly name: string;
  /** Of the index, or of one platform's manifest. */
  readonly digest: Digest;
  /** `linux/amd64`; absent for an index. */
  readonly platform?: string;
  /** `ghcr.io/o/app`. */
  readonly repository: string;
  /** RFC 3339, UTC. */
  readonly created: string;
  /** What wrote it. */
  readonly tool: { readonly name: string; readonly version: string };
  readonly components: readonly Component[];
  /** Whether the components are all that is known to be in the image; a C toolchain says nothing of its libraries. */
  readonly complete: boolean;
}

/** A sentence for whoever reads the list. */
export const INCOMPLETE =
  'Not complete: a program in this image does not record everything it was linked with, so not all libraries are listed.';

/** The image itself, as the component that all others are parts of. */
export function imageComponent({ name, digest, platform = '', repository }: Inventory): Component {
  const arch = platform.split('/')[1] ?? '';
  const purl = packageUrl('oci', name.toLowerCase(), digest, { arch, repository_url: repository });
  return { id: 'image', kind: 'image', name, version: digest, purl, sha256: hexOf(digest), dependsOn: [] };
}

/** The components that no other one needs: programs and data, below which the rest hangs. */
export function topLevel({ components }: Pick<Inventory, 'components'>): readonly Component[] {
  const needed = new Set(components.flatMap(({ dependsOn }) => dependsOn));
  return components.filter(({ id }) => !needed.has(id));
}
