import type { ConfigBlock } from '../config/config-block.ts';
import { ActionError } from '../errors.ts';
import { printable } from '../printable.ts';
import type { Entry } from '../rootfs/entry.ts';
import { ownershipOf } from './accounts.ts';
import { DEFAULT_USER } from './runtime-config.ts';

export interface UserDirectories {
  /** What `files` brought. */
  readonly listed: readonly Entry[];
  /** What they did not bring. */
  readonly added: readonly Entry[];
}

/**
 * `files` with `volumes` and `workdir` as directories that the image's user can write to: a runtime would make them for
 * root. What the kit has (/tmp) or keeps its files in (/etc), and what `files` say for themselves, stays as it is.
 */
export function userDirectories(
  files: readonly Entry[],
  kit: readonly Entry[],
  block: ConfigBlock,
  mtime: number,
): UserDirectories {
  if (block.userDirectories === false) return { listed: files, added: [] };
  const directories = listedDirectories(block);
  const volumes = block.volumes.filter((path) => block.uncreatedVolumes?.includes(path) !== true);
  const wanted = [...volumes, block.workdir ?? '/'].map((path) => path.slice(1)).filter((path) => path !== '');
  const owned = new Set(wanted.filter((path) => !directories.includes(path) && !hasDirectory(kit, path)));
  if (owned.size === 0) return { listed: files, added: [] };
  refuseFiles(files, owned);
  const owner = ownershipOf(block.user ?? DEFAULT_USER, block.users);
  const listed = files.map((entry) =>
    owned.has(entry.path) && isRootDirectory(entry) ? { ...entry, ...owner } : entry,
  );
  const known = new Set(files.filter(({ path }) => owned.has(path)).map(({ path }) => path));
  const missing = [...owned].filter((path) => !known.has(path));
  return { listed, added: missing.map((path) => ({ type: 'directory', path, mode: 0o755, ...owner, mtime })) };
}

/** A link may lead to a directory. */
function refuseFiles(files: readonly Entry[], owned: ReadonlySet<string>): void {
  const file = files.find(({ path, type }) => owned.has(path) && type !== 'directory' && type !== 'symlink');
  if (file === undefined) return;
  const path = printable(`/${file.path}`, 200);
  throw new ActionError('config', `files: ${path} is to be a directory, by volumes or workdir, and cannot be a file`);
}

/** It came along with a copy that named no owner. */
function isRootDirectory({ type, uid, gid }: Entry): boolean {
  return type === 'directory' && uid === 0 && gid === 0;
}

function listedDirectories({ files }: ConfigBlock): string[] {
  return files.filter(({ type }) => type === 'directory').map(({ dst }) => dst.slice(1));
}

/** Listed as one, or the parent of something. */
function hasDirectory(entries: readonly Entry[], wanted: string): boolean {
  return entries.some(({ path, type }) => (type === 'directory' && path === wanted) || path.startsWith(`${wanted}/`));
}
