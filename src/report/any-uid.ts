import type { Entry } from '../rootfs/entry.ts';
import type { Check } from './run-report.ts';

const READ = 4;
const WRITE = 2;
const SEARCH = 1;

/**
 * Whether the image works under a user id that nobody chose: OpenShift gives each project its own, in group 0.
 * https://docs.redhat.com/en/documentation/openshift_container_platform/4.17/html/images/creating-images#use-uid_create-images
 */
export function anyUid(entries: readonly Entry[]): Check {
  const label = 'Any user id';
  const closed = entries.filter((entry) => !may(entry, isSearched(entry) ? READ | SEARCH : READ));
  if (closed.length > 0)
    return { state: 'none', label, detail: `no other user than its own can read ${pathsOf(closed)}` };
  const directories = entries.filter(({ type }) => type === 'directory');
  const own = directories.filter((entry) => entry.uid !== 0 && (entry.mode & 0o200) !== 0 && !may(entry, WRITE));
  if (own.length > 0)
    return { state: 'none', label, detail: `no other user than its own can write to ${pathsOf(own)}` };
  const open = directories.filter((entry) => may(entry, WRITE));
  const writing = open.length > 0 ? `, and write to ${pathsOf(open)}` : '';
  return { state: 'ok', label, detail: `any user id can read every file${writing}` };
}

function isSearched({ type }: Entry): boolean {
  return type === 'directory' || type === 'subtree';
}

/** As any user but root and the owner, in group 0. A link has no mode that counts. */
function may({ type, mode, gid }: Entry, access: number): boolean {
  if (type === 'symlink') return true;
  const bits = gid === 0 ? mode >> 3 : mode;
  return (bits & access) === access;
}

function pathsOf(entries: readonly Entry[]): string {
  const paths = [...new Set(entries.map(({ path }) => `/${path}`))];
  return paths.length > 3 ? `${paths.slice(0, 3).join(', ')} and ${paths.length - 3} more` : paths.join(', ');
}
