import { hexOf } from '../../oci/digest.ts';
import { type Component, INCOMPLETE, type Inventory, imageComponent, topLevel } from './inventory.ts';

const PURPOSE = { application: 'APPLICATION', library: 'LIBRARY', data: 'FILE', image: 'CONTAINER' } as const;

/** An SPDX 2.3 document, the same bytes for the same inventory. https://spdx.github.io/spdx-spec/v2.3/ */
export function spdxDocument(inventory: Inventory): object {
  const { name, digest, created, tool, components } = inventory;
  const hex = hexOf(digest);
  return {
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: 'SPDXRef-DOCUMENT',
    name: `${name}@${digest}`,
    documentNamespace: `https://spdx.org/spdxdocs/${encodeURIComponent(name)}-${hex}`,
    creationInfo: { created, creators: [`Tool: ${tool.name}-${tool.version}`] },
    ...(inventory.complete ? {} : { comment: INCOMPLETE }),
    documentDescribes: ['SPDXRef-image'],
    packages: [imageComponent(inventory), ...components].map(packageOf),
    relationships: relationships(inventory),
  };
}

function packageOf({ id, kind, name, version, purl, sha256, licence, comment }: Component): object {
  return {
    SPDXID: `SPDXRef-${id}`,
    name,
    ...(version === undefined ? {} : { versionInfo: version }),
    downloadLocation: 'NOASSERTION',
    filesAnalyzed: false,
    licenseConcluded: 'NOASSERTION',
    licenseDeclared: licence ?? 'NOASSERTION',
    copyrightText: 'NOASSERTION',
    primaryPackagePurpose: PURPOSE[kind],
    ...(sha256 === undefined ? {} : { checksums: [{ algorithm: 'SHA256', checksumValue: sha256 }] }),
    ...(comment === undefined ? {} : { comment }),
    ...(purl === undefined
      ? {}
      : { externalRefs: [{ referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: purl }] }),
  };
}

/** An image contains its programs and data; an index has its platforms as variants, as ko writes it. */
function relationships(inventory: Inventory): object[] {
  const isIndex = inventory.platform === undefined;
  const related = (from: string, relationshipType: string, to: string) => {
    return { spdxElementId: `SPDXRef-${from}`, relationshipType, relatedSpdxElement: `SPDXRef-${to}` };
  };
  return [
    related('DOCUMENT', 'DESCRIBES', 'image'),
    ...topLevel(inventory).map(({ id }) =>
      isIndex ? related(id, 'VARIANT_OF', 'image') : related('image', 'CONTAINS', id),
    ),
    ...inventory.components.flatMap(({ id, dependsOn }) => dependsOn.map((other) => related(id, 'DEPENDS_ON', other))),
  ];
}
