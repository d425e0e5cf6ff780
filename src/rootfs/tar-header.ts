import type { Header } from 'tar-stream';
import { ActionError } from '../errors.ts';
import type { Entry } from './entry.ts';
import { prefixLength, ustarHeader } from './ustar-header.ts';

/**
 * The largest numbers that tar-stream writes as they are: it gives ids six octal digits of ustar's seven, and counts
 * seconds in 32 bits. What is larger would become another number in silence.
 */
const MAX_ID = 0o777777;
const MAX_SIZE = 0o77777777777;
const MAX_MTIME = 0x7fffffff;
const MAX_TARGET = 100;

/** tar-stream takes mode 0 for "none given"; with the bit of a regular file, which it masks away, 0 stays 0. */
const REGULAR = 0o100000;

interface PaxRecords {
  uid?: string;
  gid?: string;
  mtime?: string;
  size?: string;
}

const TYPES = { directory: 'directory', file: 'file', symlink: 'symlink', hardlink: 'link' } as const;

/** The header block of an entry, after a pax header where ustar cannot hold its values. Refuses numbers that no tar holds. */
export async function tarHeader(entry: Entry): Promise<Buffer> {
  assertNumbers(entry);
  const pax = paxRecords(entry);
  if (pax !== undefined) return await paxHeader(entry, pax);
  const { mode, uid, gid, mtime, type } = entry;
  const [name, linkname, size] = [tarName(entry), targetOf(entry), sizeOf(entry)];
  return ustarHeader({ name, mode: mode & 0o7777, uid, gid, size, mtime, type, linkname });
}

async function paxHeader(entry: Entry, pax: PaxRecords): Promise<Buffer> {
  const { pack } = await import('tar-stream');
  const tar = pack();
  tar.entry(headerFields(entry, pax));
  await new Promise<void>((resolve) => tar.once('readable', resolve));
  const blocks: Buffer[] = [];
  for (let block: unknown = tar.read(); Buffer.isBuffer(block); block = tar.read()) blocks.push(block);
  return Buffer.concat(blocks);
}

/** A fresh header with every field set: tar-stream fills in what is missing (times!) and changes what it is given. */
function headerFields(entry: Entry, pax: PaxRecords): Header {
  return {
    name: tarName(entry),
    type: TYPES[entry.type],
    mode: REGULAR | (entry.mode & 0o7777),
    uid: entry.uid > MAX_ID ? 0 : entry.uid,
    gid: entry.gid > MAX_ID ? 0 : entry.gid,
    size: sizeOf(entry),
    mtime: new Date(entry.mtime > MAX_MTIME ? 0 : entry.mtime * 1000),
    linkname: targetOf(entry),
    uname: '',
    gname: '',
    devmajor: 0,
    devminor: 0,
    pax: { ...pax },
  };
}

/** Records for what ustar cannot hold; undefined where it holds everything. tar-stream adds the names itself. */
function paxRecords(entry: Entry): PaxRecords | undefined {
  const records: PaxRecords = {};
  if (entry.uid > MAX_ID) records.uid = String(entry.uid);
  if (entry.gid > MAX_ID) records.gid = String(entry.gid);
  if (entry.mtime > MAX_MTIME) records.mtime = String(entry.mtime);
  if (sizeOf(entry) > MAX_SIZE) records.size = String(sizeOf(entry));
  const named = fitsName(tarName(entry)) && fitsTarget(targetOf(entry));
  return named && Object.keys(records).length === 0 ? undefined : records;
}

function tarName(entry: Entry): string {
  return entry.type === 'directory' ? `${entry.path}/` : entry.path;
}

function targetOf(entry: Entry): string {
  return entry.type === 'symlink' || entry.type === 'hardlink' ? entry.target : '';
}

function sizeOf(entry: Entry): number {
  return entry.type === 'file' ? entry.content.size : 0;
}

function fitsName(name: string): boolean {
  return isAscii(name) && prefixLength(name) !== undefined;
}

function fitsTarget(target: string): boolean {
  return isAscii(target) && target.length <= MAX_TARGET;
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

/** Refuses numbers that no tar holds, before one is cut short in silence. */
function assertNumbers({ path, uid, gid, mtime }: Entry): void {
  for (const [field, value] of Object.entries({ uid, gid, mtime })) {
    if (Number.isSafeInteger(value) && value >= 0) continue;
    throw new ActionError('internal', `/${path} has the ${field} ${value}, which a layer cannot hold`);
  }
}
