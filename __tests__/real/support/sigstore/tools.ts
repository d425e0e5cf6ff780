import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where .ci/install-sigstore leaves what it builds. */
const FOLDER =
  process.env.SIGSTORE_TOOLS ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'from-scratch-sigstore');

/** A program of Sigstore: `cosign` (3), `cosign2`, `fulcio`, `rekor`, `timestamp-server`, `ct-log`. */
export function sigstoreTool(name: string): string {
  return join(FOLDER, name);
}
