import { RegistryError } from '../registry/errors/registry-error.ts';

const BLOB_GONE = new Set(['MANIFEST_BLOB_UNKNOWN', 'BLOB_UNKNOWN']);

/** A manifest was refused since a blob that it names is not (or no longer, or not yet) there. */
export function saysBlobUnknown(error: unknown): boolean {
  return error instanceof RegistryError && error.codes.some((code) => BLOB_GONE.has(code));
}
