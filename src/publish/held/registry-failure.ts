import { RegistryError } from '../../registry/errors/registry-error.ts';

/** A manifest was refused since a blob that it names is not (or no longer) there. */
export function saysBlobUnknown(error: unknown): boolean {
  if (!(error instanceof RegistryError)) return false;
  return error.codes.includes('MANIFEST_BLOB_UNKNOWN') || error.codes.includes('BLOB_UNKNOWN');
}
