import { ActionError } from '../errors.ts';
import { type Entry, isDirectory } from './entry.ts';
import type { FileCapabilities } from './file-capabilities.ts';
import type { PaxRecords } from './pax-header.ts';
import { prefixLength, type UstarFields, UstarHeaders } from './ustar-header.ts';

/**
 * The largest numbers that go into ustar here: six octal digits of its seven for ids, as tar-stream gives them, and
 * seconds in 31 bits. What is larger goes into pax.
 */
const MAX_ID = 0o777777;
const MAX_SIZE = 0o77777777777;
const MAX_MTIME = 0x7fffffff;
const MAX_TARGET = 100;

const NUMBERS = ['uid', 'gid', 'mtime'] as const;

/** The headers of one tar. */
export class TarHeaders {
  readonly #ustar = new UstarHeaders();

  /**
   * The header block of an entry, after a pax header where ustar cannot hold its values; overwritten by the next call.
   * Refuses numbers that no tar holds.
   */
  of(entry: Entry): Buffer | Promise<Buffer> {
    assertNumbers(entry);
    const fields = fieldsOf(entry);
    const records = paxRecords(fields);
    const capabilities = entry.type === 'file' ? entry.capabilities : undefined;
    if (records === undefined && capabilities === undefined) return this.#ustar.blockOf(fields);
    return withPax(fields, records ?? {}, capabilities);
  }
}

async function withPax(
  fields: UstarFields,
  records: PaxRecords,
  capabilities: FileCapabilities | undefined,
): Promise<Buffer> {
  const { paxHeader } = await import('./pax-header.ts');
  return await paxHeader(fields, records, capabilities);
}

function fieldsOf(entry: Entry): UstarFields {
  const { path, type, mode, uid, gid, mtime } = entry;
  return {
    name: isDirectory(entry) ? `${path}/` : path,
    mode: mode & 0o7777,
    uid,
    gid,
    size: type === 'file' ? entry.content.size : 0,
    mtime,
    type: type === 'subtree' ? 'directory' : type,
    linkname: type === 'symlink' || type === 'hardlink' ? entry.target : '',
  };
}

/** Records for what ustar cannot hold; undefined where it holds everything. */
function paxRecords({ name, uid, gid, mtime, size, linkname }: UstarFields): PaxRecords | undefined {
  const records: PaxRecords = {};
  if (uid > MAX_ID) records.uid = String(uid);
  if (gid > MAX_ID) records.gid = String(gid);
  if (mtime > MAX_MTIME) records.mtime = String(mtime);
  if (size > MAX_SIZE) records.size = String(size);
  const named = fitsName(name) && fitsTarget(linkname);
  return named && Object.keys(records).length === 0 ? undefined : records;
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
function assertNumbers(entry: Entry): void {
  for (const field of NUMBERS) {
    const value = entry[field];
    if (Number.isSafeInteger(value) && value >= 0) continue;
    throw new ActionError('internal', `/${entry.path} has the ${field} ${value}, which a layer cannot hold`);
  }
}
