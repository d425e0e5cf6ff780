import { createHash } from 'node:crypto';
import { type Component, INCOMPLETE, type Inventory, imageComponent, topLevel } from './inventory.ts';

const TYPE = { application: 'application', library: 'library', data: 'data', image: 'container' } as const;

/** A CycloneDX 1.6 document, the same bytes for the same inventory. https://cyclonedx.org/docs/1.6/json/ */
export function cyclonedxDocument(inventory: Inventory): object {
  const { components, complete, created, tool } = inventory;
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    // actions/attest rejects documents without a serialNumber.
    serialNumber: serialNumber(inventory),
    version: 1,
    metadata: {
      timestamp: created,
      tools: { components: [{ type: 'application', name: tool.name, version: tool.version }] },
      component: componentOf(imageComponent(inventory)),
      ...(complete ? {} : { properties: [{ name: 'from-scratch:completeness', value: INCOMPLETE }] }),
    },
    components: components.map(componentOf),
    dependencies: dependencies(inventory),
    ...(complete ? {} : { compositions: [{ aggregate: 'incomplete', assemblies: ['image'] }] }),
  };
}

/** A custom UUID (version 8, RFC 9562) derived from what the document is about. */
function serialNumber({ digest, platform = '', name }: Inventory): string {
  const hex = createHash('sha256').update(`${name}\n${digest}\n${platform}`).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function componentOf({ id, kind, name, version, purl, sha256, licence, comment }: Component): object {
  return {
    type: TYPE[kind],
    'bom-ref': id,
    name,
    ...(version === undefined ? {} : { version }),
    ...(comment === undefined ? {} : { description: comment }),
    ...(sha256 === undefined ? {} : { hashes: [{ alg: 'SHA-256', content: sha256 }] }),
    ...(licence === undefined ? {} : { licenses: [{ license: { id: licence } }] }),
    ...(purl === undefined ? {} : { purl }),
  };
}

function dependencies(inventory: Inventory): object[] {
  return [
    { ref: 'image', dependsOn: topLevel(inventory).map(({ id }) => id) },
    ...inventory.components.map(({ id, dependsOn }) => ({ ref: id, dependsOn: [...new Set(dependsOn)] })),
  ];
}
