import { posix } from 'node:path';
import type { FileSpec, Owner, UserSpec } from '../config/config-block.ts';
import { formatPosition } from '../config/problems.ts';
import { present } from '../config/readers.ts';
import { ActionError, ProblemsError } from '../errors.ts';
import { bytesSource } from '../files/bytes-source.ts';
import type { SourceFinder } from '../files/find-sources.ts';
import type { FoundSource, FoundSources } from '../files/found-sources.ts';
import type { SourceItem } from '../files/source-item.ts';
import type { Platform } from '../oci/platform.ts';
import { printable } from '../printable.ts';
import type { DirectoryEntry, Entry, FileEntry } from '../rootfs/entry.ts';
import { orderEntries } from '../rootfs/order-entries.ts';
import { ownershipOf } from './accounts.ts';
import { EntrySet } from './entry-set.ts';
import { fillSpec, valuesFor } from './fill-texts.ts';
import { findFor } from './find-for-platform.ts';

export interface FileRequest {
  readonly specs: readonly FileSpec[];
  readonly platform: Platform;
  /** Without `v`; absent or empty = none. */
  readonly version?: string;
  readonly users: readonly UserSpec[];
  /** Seconds since 1970, of every entry. */
  readonly mtime: number;
  /** The layer below: a directory that it has keeps its mode and owner when something is copied into it. */
  readonly kit: readonly Entry[];
}

/** The entries of `files` for one platform. All that is wrong is reported at once, each with its place in the config. */
export async function fileEntries(
  { specs, platform, version = '', users, mtime, kit }: FileRequest,
  find: SourceFinder,
  warn: Warn = () => {},
): Promise<readonly Entry[]> {
  if (specs.length === 0) return [];
  const entries = new EntrySet(orderEntries(kit));
  const problems: string[] = [];
  const values = valuesFor(platform, version);
  for (const written of specs) {
    const spec = fillSpec(written, values);
    try {
      const owner = ownershipOf(spec.owner === undefined || spec.owner === 'keep' ? ROOT : spec.owner, users);
      entries.add(await entriesOf(spec, { ...owner, mtime }, platform, find, warn), spec);
    } catch (thrown) {
      if (!(thrown instanceof ActionError)) throw thrown;
      problems.push(problemOf(spec, thrown));
    }
  }
  if (problems.length > 0) throw new ProblemsError('config', problems);
  return entries.list();
}

function problemOf({ position }: FileSpec, { message, hint }: ActionError): string {
  return `${formatPosition(position)}: files: ${message}${hint === undefined ? '' : `. ${hint}`}`;
}

const ROOT: Owner = { user: 0, group: 0 };

type CopySpec = Extract<FileSpec, { type: 'copy' }>;

/** Told what is odd about a source, in a sentence. */
export type Warn = (sentence: string) => void;

/** What entries of one spec have in common. */
type Common = Pick<Entry, 'uid' | 'gid' | 'mtime'>;

async function entriesOf(
  spec: FileSpec,
  common: Common,
  platform: Platform,
  find: SourceFinder,
  warn: Warn,
): Promise<Iterable<Entry>> {
  const path = imagePath(spec.dst);
  switch (spec.type) {
    case 'directory':
      return [{ type: 'directory', path, mode: numberOr(spec.mode, 0o755), ...common }];
    case 'symlink':
      return [{ type: 'symlink', path, mode: 0o777, target: spec.target, ...common }];
    case 'text': {
      const content = bytesSource(spec.dst, Buffer.from(spec.content, 'utf8'));
      const mode = numberOr(spec.mode, spec.content.startsWith('#!') ? 0o755 : 0o644);
      return [{ type: 'file', path, mode, content, ...common, ...present({ capabilities: spec.capabilities }) }];
    }
    case 'copy': {
      const found = await findFor(spec, platform, find);
      assertRoom(spec, found);
      return copied(found.sources, spec, common, warn);
    }
  }
}

function numberOr(mode: number | 'keep' | undefined, fallback: number): number {
  return typeof mode === 'number' ? mode : fallback;
}

/** An image's paths have no slash at their ends. */
function imagePath(dst: string): string {
  return dst.replace(/^\/+|\/+$/g, '');
}

/** As with COPY: several files go into a directory, so that one more match does not change what a path means. */
function assertRoom({ dst, capabilities }: CopySpec, { sources }: FoundSources): void {
  if (capabilities !== undefined && (sources.length > 1 || sources[0]?.kind !== 'file')) {
    throw new ActionError('config', 'capabilities are those of one file, and src is more than that');
  }
  if (dst.endsWith('/') || sources.length < 2) return;
  throw new ActionError('config', `${sources.length} sources cannot all become "${dst}"`, {
    hint: `If it is the directory that they go into, write dst: ${dst}/`,
  });
}

function* copied(sources: readonly FoundSource[], spec: CopySpec, common: Common, warn: Warn): Iterable<Entry> {
  for (const source of sources) yield* copiedFrom(source, spec, common, warn);
}

function* copiedFrom(source: FoundSource, spec: CopySpec, common: Common, warn: Warn): Iterable<Entry> {
  const into = source.kind === 'file' && spec.dst.endsWith('/') ? posix.join(spec.dst, source.name) : spec.dst;
  const keep = {
    mode: spec.mode === 'keep' || (spec.mode === undefined && source.kind === 'archive'),
    owner: spec.owner === 'keep' || (spec.owner === undefined && source.kind === 'archive'),
  };
  const placeOf = (path: string) => imagePath(posix.join(into, path));
  for (const item of source.items) {
    sayOdd(item, source, spec, warn);
    const path = placeOf(item.path);
    if (path === '') continue;
    const { uid, gid } = (keep.owner ? item.stat : undefined) ?? common;
    const mode = (keep.mode ? item.stat?.mode : undefined) ?? modeOf(item, spec.mode);
    yield copiedEntry(item, { path, mode, uid, gid, mtime: common.mtime }, spec, placeOf);
  }
}

type Base = Omit<DirectoryEntry, 'type'>;

function copiedEntry(item: SourceItem, base: Base, spec: CopySpec, placeOf: (path: string) => string): Entry {
  switch (item.kind) {
    case 'directory':
      return { type: 'directory', ...base };
    case 'symlink':
      return { type: 'symlink', ...base, mode: 0o777, target: item.target };
    case 'hardlink':
      return { type: 'hardlink', ...base, target: placeOf(item.target) };
    case 'file': {
      const { path, mode, uid, gid, mtime } = base;
      // Spread, the same fields take half as much memory again, and an image may have 100,000 of these.
      const file: FileEntry = { type: 'file', path, mode, uid, gid, mtime, content: item.content };
      if (!item.elf && spec.capabilities === undefined) return file;
      return { ...file, ...present({ capabilities: spec.capabilities, elf: item.elf || undefined }) };
    }
  }
}

function sayOdd(item: SourceItem, source: FoundSource, spec: CopySpec, warn: Warn): void {
  const capable = item.kind === 'file' && item.capable === true && spec.capabilities === undefined;
  if (item.suspect === undefined && !capable) return;
  const name = printable(item.kind === 'file' ? item.content.name : posix.join(source.path, item.path), 200);
  if (item.suspect !== undefined) warn(`files: ${name} is ${item.suspect}.`);
  if (capable)
    warn(`files: ${name} has file capabilities, which are left out; to have them, list the file with capabilities.`);
}

/** 0644; 0755 for what is run or entered. A mode for all lets those who may read a directory enter it, as chmod's X. */
function modeOf(item: SourceItem, mode: number | 'keep' | undefined): number {
  if (typeof mode === 'number') return item.kind === 'directory' ? enterable(mode) : mode;
  return item.kind === 'directory' || (item.kind === 'file' && (item.elf || item.script)) ? 0o755 : 0o644;
}

function enterable(mode: number): number {
  return mode | ((mode & 0o444) >> 2);
}
