import type { RawManifest } from '../../oci/manifest.ts';
import { isObject, jsonObject } from '../../registry/protocol/json-object.ts';

/** On the manifest or index of a version that its forge flagged as a pre-release, which its number does not show. */
const ANNOTATION_KEY = 'io.github.from-scratch.prerelease';

/** The annotation that a later run finds. */
export const PRERELEASE_MARK: Readonly<Record<string, string>> = { [ANNOTATION_KEY]: 'true' };

export function isFlaggedPrerelease({ bytes }: RawManifest): boolean {
  const annotations = jsonObject(bytes)?.annotations;
  return isObject(annotations) && annotations[ANNOTATION_KEY] === 'true';
}
