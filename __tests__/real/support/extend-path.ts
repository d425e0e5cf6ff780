import { execFileSync } from 'node:child_process';
import { delimiter, join } from 'node:path';

/**
 * Puts `$(go env GOPATH)/bin` on PATH, where .ci/install leaves what it builds; and sbin, where runc and dockerd are. Run
 * before each file of the real tests, and of those alone: the others need nothing but Node.
 */
function extendPath(): void {
  const goBin = join(execFileSync('go', ['env', 'GOPATH'], { encoding: 'utf8' }).trim(), 'bin');
  const parts = (process.env.PATH ?? '').split(delimiter);
  const missing = [goBin, '/usr/sbin', '/sbin'].filter((folder) => !parts.includes(folder));
  process.env.PATH = [...parts, ...missing].join(delimiter);
}

extendPath();
