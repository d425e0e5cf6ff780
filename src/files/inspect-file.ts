import { type BigIntStats, closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { ActionError } from '../errors.ts';
import { printable } from '../printable.ts';
import type { DiskFile, Sight } from './disk-file.ts';
import { type DiskRoot, fileAt, nameAt } from './disk-root.ts';
import { changedError, identityOf, type KindOfFile, specialKind } from './file-identity.ts';
import { firstSight, HEAD } from './first-sight.ts';
import { LazyFile } from './lazy-file.ts';
import { SmallFile } from './small-file.ts';
import type { SourceStat } from './source-item.ts';
import { unreadable } from './unreadable.ts';

const READ_ONLY = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/** Files up to this size are read when they are found: opening them again would cost more than keeping them. */
const SMALL = 16 * 1024;

/** How many bytes of small files a run keeps in memory; what comes after stays on the disk. */
export class SmallFileBudget {
  #left: number;

  constructor(bytes = 32 * 1024 * 1024) {
    this.#left = bytes;
  }

  take(size: number): boolean {
    if (size > SMALL || size > this.#left) return false;
    this.#left -= size;
    return true;
  }
}

/**
 * Opens a file once, to see that it can be read and whether it is an ELF file. Synchronous inside: for thousands of
 * small files that is six times as fast as four trips each through the thread pool.
 * @param path below the root; empty = the root is the file
 * @param stats whether its mode and owner are asked for: nobody keeps those of 100,000 files otherwise
 */
export async function inspectFile(
  root: DiskRoot,
  path: string,
  stats: boolean,
  budget: SmallFileBudget,
): Promise<DiskFile> {
  try {
    return inspect(root, path, stats, budget);
  } catch (thrown) {
    throw await unreadable(nameAt(root, path), fileAt(root, path), thrown);
  }
}

function inspect(root: DiskRoot, path: string, stats: boolean, budget: SmallFileBudget): DiskFile {
  const name = nameAt(root, path);
  const descriptor = openSync(fileAt(root, path), READ_ONLY);
  try {
    const seen = fstatSync(descriptor, { bigint: true });
    refuseSpecial(name, seen);
    const size = Number(seen.size);
    if (size === 0) refuseUnsized(name, descriptor);
    const whole = budget.take(size);
    const bytes = start(name, descriptor, whole ? size : Math.min(HEAD, size));
    const first = firstSight(name, bytes);
    const sight: Sight = stats ? { ...first, stat: statOf(seen) } : first;
    return whole ? new SmallFile(root, path, bytes, sight) : new LazyFile(root, path, identityOf(seen), sight);
  } finally {
    closeSync(descriptor);
  }
}

function statOf({ mode, uid, gid }: BigIntStats): SourceStat {
  return { mode: Number(mode) & 0o7777, uid: Number(uid), gid: Number(gid) };
}

/** From Node's pool: memory of its own for each of 100,000 files takes longer than reading them. */
function start(name: string, descriptor: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  if (readSync(descriptor, bytes, 0, length, 0) < length) throw changedError(name);
  return bytes;
}

/** Files of /proc are made while they are read, and say that they are empty. */
function refuseUnsized(name: string, descriptor: number): void {
  if (readSync(descriptor, Buffer.alloc(1), 0, 1, 0) === 0) return;
  throw new ActionError('file', `"${printable(name)}" does not say how large it is, as files of /proc`, {
    hint: 'Copy it in an earlier step, as in: cat /proc/cpuinfo > cpuinfo',
  });
}

/** What an image cannot take from a runner: pipes, sockets, devices. Asked before opening, too: opening can have effects. */
export function refuseSpecial(name: string, entry: KindOfFile): void {
  const kind = specialKind(entry);
  if (kind !== undefined) throw new ActionError('file', `"${printable(name)}" is ${kind}, which cannot be copied`);
}
