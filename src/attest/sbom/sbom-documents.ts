import type { Digest } from '../../oci/digest.ts';
import { jsonBytes } from '../../oci/json.ts';
import type { Document } from '../predicate.ts';
import { cyclonedxDocument } from './cyclonedx.ts';
import type { Component, Inventory } from './inventory.ts';
import { type Program, programComponents } from './program-components.ts';
import { packageUrl } from './purl.ts';
import { spdxDocument } from './spdx.ts';

/** A file of the project's own that went into an image: certificates, time zones. */
export interface DataPackage {
  /** Debian's name of it. */
  readonly name: string;
  readonly version: string;
  /** SPDX identifier. */
  readonly licence?: string;
}

export interface DescribedPlatform {
  /** `linux/amd64`. */
  readonly platform: string;
  /** Of its manifest. */
  readonly digest: Digest;
  readonly programs: readonly Program[];
  readonly data: readonly DataPackage[];
}

export interface DescribedImage {
  /** Of the index, or of the manifest where there is one platform. */
  readonly root: Digest;
  /** `ghcr.io/o/app`. */
  readonly repository: string;
  /** RFC 3339, UTC: the image's own time, never that of the run. */
  readonly created: string;
  readonly tool: Inventory['tool'];
  readonly platforms: readonly DescribedPlatform[];
}

/** What trivy and cosign compare predicate types with; actions/attest writes another one for SPDX. */
const SPDX = { predicateType: 'https://spdx.dev/Document', mediaType: 'application/spdx+json' } as const;
const CYCLONEDX = { predicateType: 'https://cyclonedx.org/bom', mediaType: 'application/vnd.cyclonedx+json' } as const;

/** The bills of materials of an image: both formats for each platform, and a small one for an index that names its platforms. */
export function sbomDocuments(image: DescribedImage): Document[] {
  const { root, platforms } = image;
  const documents = platforms.flatMap((platform) => written(platformInventory(image, platform), platform.platform));
  return platforms.some(({ digest }) => digest === root)
    ? documents
    : [...written(indexInventory(image)), ...documents];
}

function written(inventory: Inventory, platform?: string): Document[] {
  const of = (kind: typeof SPDX | typeof CYCLONEDX, predicate: object): Document => ({
    ...kind,
    predicate,
    bytes: jsonBytes(predicate),
    subject: inventory.digest,
    ...(platform === undefined ? {} : { platform }),
  });
  return [of(SPDX, spdxDocument(inventory)), of(CYCLONEDX, cyclonedxDocument(inventory))];
}

function platformInventory(image: DescribedImage, { platform, digest, programs, data }: DescribedPlatform): Inventory {
  const found = programs.map((program, index) =>
    programComponents(program, programs.length > 1 ? `${index + 1}-` : ''),
  );
  return {
    ...commonFacts(image),
    digest,
    platform,
    components: [...found.flatMap(({ components }) => components), ...data.map(dataComponent)],
    complete: found.every(({ complete }) => complete),
  };
}

function indexInventory(image: DescribedImage): Inventory {
  const name = nameOf(image);
  const components = image.platforms.map(({ platform, digest }, index): Component => {
    const [, arch = ''] = platform.split('/');
    const purl = packageUrl('oci', name.toLowerCase(), digest, { arch, repository_url: image.repository });
    const sha256 = digest.slice('sha256:'.length);
    const id = `platform-${index + 1}`;
    return { id, kind: 'image', name, version: digest, purl, sha256, comment: platform, dependsOn: [] };
  });
  return { ...commonFacts(image), digest: image.root, components, complete: true };
}

function commonFacts(image: DescribedImage): Pick<Inventory, 'name' | 'repository' | 'created' | 'tool'> {
  const { repository, created, tool } = image;
  return { name: nameOf(image), repository, created, tool };
}

function nameOf({ repository }: DescribedImage): string {
  return repository.split('/').at(-1) ?? repository;
}

function dataComponent({ name, version, licence }: DataPackage, index: number): Component {
  return {
    id: `data-${index + 1}`,
    kind: 'data',
    name,
    version,
    purl: packageUrl('deb', `debian/${name}`, version, { arch: 'all' }),
    ...(licence === undefined ? {} : { licence }),
    comment: `files of Debian's package ${name}`,
    dependsOn: [],
  };
}
