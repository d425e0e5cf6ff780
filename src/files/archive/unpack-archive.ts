import { posix } from 'node:path';
import { printable } from '../../printable.ts';
import { compareBytes } from '../byte-order.ts';
import type { CopyOptions } from '../copy-options.ts';
import { exclusionOf } from '../exclusion.ts';
import type { FileSource } from '../file-source.ts';
import { firstSight, HEAD } from '../first-sight.ts';
import type { FileItem, SourceItem } from '../source-item.ts';
import { assertName } from '../source-name.ts';
import { partOf } from './part-source.ts';
import { plainTar } from './plain-tar.ts';
import { type ArchiveEntry, fail, readArchive } from './read-archive.ts';

/** 4294967295 is (uid_t) -1, "no change" to the kernel. */
const LARGEST_ID = 4_294_967_294;

const KINDS: Readonly<Record<string, string>> = { '3': 'a device', '4': 'a device', '6': 'a named pipe (FIFO)' };

/**
 * What a tar holds, as `ADD` unpacks it: modes, owners and links as they are there. Nothing is written anywhere: the bytes of
 * the files are parts of the tar. What leads out of it, and what no image can hold, is an error.
 * @param temporaryFolder for the tar where it is compressed
 */
export async function unpackArchive(
  archive: FileSource,
  options: CopyOptions,
  temporaryFolder: string,
): Promise<SourceItem[]> {
  const tar = await plainTar(archive, temporaryFolder);
  const isExcluded = exclusionOf(options.exclude);
  const items = new Map<string, SourceItem>();
  for await (const entry of readArchive(tar)) {
    const path = pathOf(entry.name, tar);
    if (isExcluded(path)) continue;
    const item = await itemOf(entry, path, tar, options);
    const known = items.get(path);
    if (known !== undefined && (known.kind !== 'directory' || item.kind !== 'directory')) {
      fail(tar, `holds "${printable(entry.name, 200)}" twice`);
    }
    items.set(path, item);
  }
  return linked(items, tar);
}

/** Below the archive's root: `./etc/passwd` and `/etc/passwd` are `etc/passwd`. */
function pathOf(name: string, tar: FileSource): string {
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) fail(tar, `holds "${printable(name, 200)}", which leads out of it`);
  for (const [index, part] of parts.entries()) assertName(part, posix.join(tar.name, ...parts.slice(0, index)));
  if (name.includes('\ufffd')) fail(tar, `holds the name "${printable(name, 200)}", which is not valid UTF-8`);
  return parts.join('/');
}

async function itemOf(entry: ArchiveEntry, path: string, tar: FileSource, options: CopyOptions): Promise<SourceItem> {
  const { type, name, mode, uid, gid } = entry;
  if (uid > LARGEST_ID || gid > LARGEST_ID)
    fail(tar, `gives "${printable(name, 200)}" an owner that Linux does not have`);
  const stat = { mode, uid, gid };
  switch (type) {
    case '5':
      return { kind: 'directory', path, stat };
    case '0':
    case '7':
      return name.endsWith('/') ? { kind: 'directory', path, stat } : await fileItem(entry, path, tar);
    case '1':
      return { kind: 'hardlink', path, stat, target: pathOf(entry.target, tar) };
    case '2':
      return { kind: 'symlink', path, stat, target: linkTarget(entry, path, tar, options) };
    default:
      return fail(
        tar,
        `holds "${printable(name, 200)}", ${KINDS[type] ?? `an entry of type ${printable(type)}`}, which cannot be copied; leave it out by exclude`,
      );
  }
}

async function fileItem(entry: ArchiveEntry, path: string, tar: FileSource): Promise<FileItem> {
  const { mode, uid, gid, offset, size, capable } = entry;
  const name = `${tar.name}:${path}`;
  const head = await tar.read(offset, Math.min(HEAD, size));
  const content = partOf(tar, name, offset, size);
  return {
    kind: 'file',
    path,
    content,
    stat: { mode, uid, gid },
    ...firstSight(name, head),
    ...(capable ? { capable } : {}),
  };
}

/** Absolute links are those of the image where the archive becomes its root; elsewhere they would lead out of it. */
function linkTarget({ name, target }: ArchiveEntry, path: string, tar: FileSource, { toRoot }: CopyOptions): string {
  const absolute = target.startsWith('/');
  const inside = !/^\.\.(?:\/|$)/.test(posix.join(posix.dirname(path), target));
  if (target !== '' && (absolute ? toRoot === true : inside)) return target;
  return fail(
    tar,
    `holds "${printable(name, 200)}", a symbolic link to ${printable(target, 200)}, which leads out of it`,
  );
}

/**
 * Names of one file in the order of a layer: the first by its bytes is the file, the others are links to it. A link may lead to
 * another link, and to nothing that was left out.
 */
function linked(items: ReadonlyMap<string, SourceItem>, tar: FileSource): SourceItem[] {
  const names = new Map<FileItem, SourceItem[]>();
  const rest: SourceItem[] = [];
  for (const item of items.values()) {
    const file = item.kind === 'hardlink' ? followed(item, items) : item;
    if (file === undefined) fail(tar, `holds "${printable(item.path, 200)}", a hard link to a file that is not in it`);
    if (file.kind === 'file') names.set(file, [...(names.get(file) ?? []), item]);
    else rest.push(item);
  }
  for (const [file, group] of names) {
    const [first = file, ...others] = group.toSorted((a, b) => compareBytes(a.path, b.path));
    rest.push({ ...file, path: first.path });
    for (const { path } of others)
      rest.push({ kind: 'hardlink', path, target: first.path, ...(file.stat && { stat: file.stat }) });
  }
  return rest.toSorted((a, b) => compareBytes(a.path, b.path));
}

const MOST_LINKS = 40;

function followed(link: SourceItem, items: ReadonlyMap<string, SourceItem>): FileItem | undefined {
  let item: SourceItem | undefined = link;
  for (let links = 0; item?.kind === 'hardlink' && links < MOST_LINKS; links++) item = items.get(item.target);
  return item?.kind === 'file' ? item : undefined;
}
