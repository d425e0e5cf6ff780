import type { Binary } from '../binary/binary.ts';
import type { ConfigBlock } from '../config/config-block.ts';
import { present } from '../config/readers.ts';
import { formatPlatform, type Platform } from '../oci/platform.ts';
import { printable } from '../printable.ts';
import type { Entry, FileEntry } from '../rootfs/entry.ts';
import { ownershipOf } from './accounts.ts';
import { type Claim, checkTree } from './check-tree.ts';
import { type Kit, withoutReplaced } from './kit/assemble-kit.ts';
import { userDirectories } from './user-directories.ts';

/** More paths than a line of the history has room for. */
const SHOWN = 3;

export interface LayerPlan {
  readonly name: 'kit' | 'files' | 'binary';
  /** For messages: `binary for linux/amd64`. */
  readonly label: string;
  readonly entries: readonly Entry[];
  /** What lies below: a parent directory that is there keeps its mode and owner in this layer. */
  readonly lower: readonly Entry[];
  /** Its line in the history. */
  readonly createdBy: string;
}

/** What an image is made for, and where it goes. */
export interface Program {
  readonly binary: Binary;
  /** Absolute. */
  readonly path: string;
}

export interface LayerSources {
  readonly block: ConfigBlock;
  readonly kit: Kit;
  readonly platform: Platform;
  /** What the block's `files` are on the platform. */
  readonly files: readonly Entry[];
  /** Absent: an image of files alone. */
  readonly program: Program | undefined;
  /** Seconds since 1970, of what is not the kit's. */
  readonly mtime: number;
}

/** From what changes least to what changes most: the kit, extra files, the binary. A part with nothing in it is not a layer. */
export function planLayers({ block, kit, platform, files: all, program, mtime }: LayerSources): LayerPlan[] {
  const own = program === undefined ? undefined : all.find((entry): entry is FileEntry => isProgram(entry, program));
  const files = own === undefined ? all : all.filter((entry) => entry !== own);
  const kept = withoutReplaced(kit.entries, files);
  const { listed, added } = userDirectories(files, kept, block, mtime);
  const top = program === undefined ? [] : [programEntry(program, own, block, mtime)];
  checkTree([
    { claim: 'the kit', entries: kept },
    { claim: 'files', entries: listed },
    ...added.map((entry) => ({ claim: claimOf(entry, block), entries: [entry] })),
    { claim: block.path === undefined ? 'the binary' : 'path', entries: top },
  ]);
  const extra = added.length === 0 ? listed : [...listed, ...added];
  const parts = kit.decisions.filter(({ included }) => included).map(({ part }) => part);
  const layers: LayerPlan[] = [
    {
      name: 'kit',
      label: 'kit',
      entries: kept,
      lower: [],
      createdBy: `COPY kit / # from-scratch: ${parts.join(', ')}`,
    },
    {
      name: 'files',
      label: 'files',
      entries: extra,
      lower: kept,
      createdBy: `COPY files / # from-scratch: ${namesOf(extra)}`,
    },
    {
      name: 'binary',
      label: `binary for ${formatPlatform(platform)}`,
      entries: top,
      lower: [...kept, ...extra],
      createdBy: `COPY ${program?.path} ${program?.path} # from-scratch`,
    },
  ];
  return layers.filter(({ entries }) => entries.length > 0);
}

/** What a directory that nobody listed was made for. */
function claimOf({ path }: Entry, { volumes }: ConfigBlock): Claim {
  return volumes.includes(`/${path}`) ? 'volumes' : 'workdir';
}

/** A few of the paths: files, or directories where there are no files. Sorted, as the layer is: the order of `files` is not a part of an image. */
function namesOf(entries: readonly Entry[]): string {
  const files = entries.filter(({ type }) => type !== 'directory');
  const paths = (files.length > 0 ? files : entries).map(({ path }) => path).toSorted();
  const more = paths.length > SHOWN ? [`${paths.length - SHOWN} more`] : [];
  return [...paths.slice(0, SHOWN).map((path) => printable(`/${path}`, 100)), ...more].join(', ');
}

/**
 * Runnable by everyone, whatever the runner's disk says: artifacts lose their modes on the way.
 * @param own where `files` bring the very file to this place: what they say of it holds
 */
function programEntry(
  { binary: { source }, path }: Program,
  own: FileEntry | undefined,
  { binary = {}, users }: ConfigBlock,
  mtime: number,
): FileEntry {
  const plain: FileEntry = { type: 'file', path: path.slice(1), mode: 0o755, uid: 0, gid: 0, mtime, content: source };
  const { mode, owner, capabilities } = binary;
  return {
    ...(own ?? plain),
    ...(owner === undefined ? {} : ownershipOf(owner, users)),
    ...present({ mode, capabilities }),
  };
}

/** The very file, which came along with what it lies in; it keeps the mode and owner that it has there. */
function isProgram(entry: Entry, { binary: { source }, path }: Program): entry is FileEntry {
  return entry.type === 'file' && entry.path === path.slice(1) && entry.content === source;
}
