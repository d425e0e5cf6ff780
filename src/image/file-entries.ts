import { posix } from 'node:path';
import type { FileSpec, UserSpec } from '../config/config-block.ts';
import { formatPosition } from '../config/position.ts';
import { ActionError, ProblemsError } from '../errors.ts';
import { bytesSource } from '../files/bytes-source.ts';
import type { FoundSource, FoundSources } from '../files/found-sources.ts';
import type { SourceItem } from '../files/source-item.ts';
import { formatPlatform, type Platform } from '../oci/platform.ts';
import type { Entry } from '../rootfs/entry.ts';
import { orderEntries } from '../rootfs/order-entries.ts';
import { ownershipOf } from './accounts.ts';
import { EntrySet } from './entry-set.ts';

export interface FileRequest {
  readonly specs: readonly FileSpec[];
  readonly platform: Platform;
  readonly users: readonly UserSpec[];
  /** Seconds since 1970, of every entry. */
  readonly mtime: number;
  /** The layer below: a directory that it has keeps its mode and owner when something is copied into it. */
  readonly kit: readonly Entry[];
}

/** The entries of `files` for one platform. All that is wrong is reported at once, each with its place in the config. */
export async function fileEntries(
  { specs, platform, users, mtime, kit }: FileRequest,
  find: (src: string) => Promise<FoundSources>,
): Promise<Entry[]> {
  if (specs.length === 0) return [];
  const entries = new EntrySet(orderEntries(kit));
  const problems: string[] = [];
  for (const spec of specs) {
    try {
      const owner = ownershipOf(spec.owner ?? { user: 0, group: 0 }, users);
      for (const entry of await entriesOf(spec, { ...owner, mtime }, platform, find)) entries.add(entry, spec);
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

/** What entries of one spec have in common. */
type Common = Pick<Entry, 'uid' | 'gid' | 'mtime'>;

async function entriesOf(
  spec: FileSpec,
  common: Common,
  platform: Platform,
  find: (src: string) => Promise<FoundSources>,
): Promise<Entry[]> {
  const path = imagePath(spec.dst);
  switch (spec.type) {
    case 'directory':
      return [{ type: 'directory', path, mode: spec.mode ?? 0o755, ...common }];
    case 'symlink':
      return [{ type: 'symlink', path, mode: 0o777, target: spec.target, ...common }];
    case 'text': {
      const content = bytesSource(spec.dst, Buffer.from(spec.content, 'utf8'));
      return [{ type: 'file', path, mode: spec.mode ?? 0o644, content, ...common }];
    }
    case 'copy': {
      const found = await find(expandPlatform(spec.src, platform));
      assertRoom(spec.dst, found);
      return found.sources.flatMap((source) => copied(source, spec, common));
    }
  }
}

/** An image's paths have no slash at their ends. */
function imagePath(dst: string): string {
  return dst.replace(/^\/+|\/+$/g, '');
}

/** `{{os}}`, `{{arch}}`, `{{variant}}` and `{{platform}}` as those of a platform. */
export function expandPlatform(src: string, platform: Platform): string {
  return src
    .replaceAll('{{os}}', platform.os)
    .replaceAll('{{arch}}', platform.architecture)
    .replaceAll('{{variant}}', platform.variant ?? '')
    .replaceAll('{{platform}}', formatPlatform(platform));
}

/** As with COPY: several files go into a directory, so that one more match does not change what a path means. */
function assertRoom(dst: string, { sources }: FoundSources): void {
  if (dst.endsWith('/') || sources.length < 2) return;
  throw new ActionError('config', `${sources.length} sources cannot all become "${dst}"`, {
    hint: `If it is the directory that they go into, write dst: ${dst}/`,
  });
}

function copied(source: FoundSource, spec: FileSpec, common: Common): Entry[] {
  const into = source.kind === 'file' && spec.dst.endsWith('/') ? posix.join(spec.dst, source.name) : spec.dst;
  return source.items.flatMap((item) => {
    const path = imagePath(posix.join(into, item.path));
    return path === '' ? [] : [copiedEntry(item, path, spec.mode, common)];
  });
}

function copiedEntry(item: SourceItem, path: string, mode: number | undefined, common: Common): Entry {
  switch (item.kind) {
    case 'directory':
      return { type: 'directory', path, mode: mode === undefined ? 0o755 : enterable(mode), ...common };
    case 'symlink':
      return { type: 'symlink', path, mode: 0o777, target: item.target, ...common };
    case 'file':
      return { type: 'file', path, mode: mode ?? (item.elf ? 0o755 : 0o644), content: item.content, ...common };
  }
}

/** The mode of the directories in a copy with a mode: whoever may read may enter, as chmod's X has it. */
function enterable(mode: number): number {
  return mode | ((mode & 0o444) >> 2);
}
