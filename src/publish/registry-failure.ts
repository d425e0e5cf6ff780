import { RegistryError } from '../registry/errors/registry-error.ts';

const BLOB_GONE = ['MANIFEST_BLOB_UNKNOWN', 'BLOB_UNKNOWN'];

/** A manifest was refused since a blob that it names is not (or no longer, or not yet) there. */
export function saysBlobUnknown(error: unknown): boolean {
  return hasCode(error, BLOB_GONE);
}

/** The same for an index and its manifests. */
export function saysPartUnknown(error: unknown): boolean {
  return hasCode(error, [...BLOB_GONE, 'MANIFEST_UNKNOWN']);
}

function hasCode(error: unknown, codes: readonly string[]): boolean {
  return error instanceof RegistryError && error.codes.some((code) => codes.includes(code));
}
