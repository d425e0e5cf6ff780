import type { Document } from '../../attest/predicate.ts';
import { textAt, valueAt } from '../../attest/service.ts';
import { printable } from '../../printable.ts';

/** The libraries that the SBOMs name, each once, `name version`. */
export function packagesOf(documents: readonly Document[]): string[] {
  const names = documents.flatMap(({ predicate, predicateType }) => {
    const list = valueAt(predicate, predicateType.includes('cyclonedx') ? 'components' : 'packages');
    const version = predicateType.includes('cyclonedx') ? 'version' : 'versionInfo';
    const packages = Array.isArray(list) ? list.filter(isLibrary) : [];
    return packages.map((one) => printable(`${textAt(one, 'name') ?? ''} ${textAt(one, version) ?? ''}`, 200));
  });
  return [...new Set(names)].sort();
}

function isLibrary(component: unknown): boolean {
  return textAt(component, 'type') === 'library' || textAt(component, 'primaryPackagePurpose') === 'LIBRARY';
}
