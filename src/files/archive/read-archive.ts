import { ActionError } from '../../errors.ts';
import { printable } from '../../printable.ts';
import type { FileSource } from '../file-source.ts';
import { BLOCK, parseTarBlock, type TarBlock } from './tar-block.ts';

/** One entry of a tar, with what came before it in pax and GNU headers. */
export interface ArchiveEntry extends TarBlock {
  /** Where its bytes begin. */
  readonly offset: number;
  /** It has the extended attribute `security.capability`. */
  readonly capable: boolean;
}

/** More entries than any root file system has. */
const MOST_ENTRIES = 500_000;

/** Bytes of a pax or GNU header: names have 4 KiB at the most, attributes a little more. */
const LARGEST_HEADER = 1024 * 1024;

/** Numbers that a pax record may replace. */
const NUMBERS = ['uid', 'gid', 'size'] as const;

/** The entries of a tar in its order; the bytes of its files are passed over and not read. */
export async function* readArchive(tar: FileSource): AsyncIterable<ArchiveEntry> {
  let records: Records = new Map();
  let count = 0;
  for (let at = 0; at + BLOCK <= tar.size; ) {
    const block = Buffer.from(await tar.read(at, BLOCK));
    if (block.every((byte) => byte === 0)) return;
    const header = parseTarBlock(block) ?? fail(tar, `is not a tar, or damaged at byte ${at}`);
    const offset = at + BLOCK;
    const extension = isExtension(header);
    const merged = extension ? header : mergedWith(header, records, tar);
    at = offset + Math.ceil(merged.size / BLOCK) * BLOCK;
    if (!(offset + merged.size <= tar.size)) fail(tar, `is cut off inside "${printable(header.name, 200)}"`);
    if (extension) {
      records = await extended(records, header, offset, tar);
      continue;
    }
    count += 1;
    if (count > MOST_ENTRIES) fail(tar, `has more than ${MOST_ENTRIES} entries`);
    yield { ...merged, offset, capable: records.has('SCHILY.xattr.security.capability') };
    records = new Map();
  }
}

type Records = ReadonlyMap<string, string>;

function isExtension({ type }: TarBlock): boolean {
  return ['x', 'g', 'L', 'K'].includes(type);
}

async function extended(records: Records, { type, size }: TarBlock, at: number, tar: FileSource): Promise<Records> {
  if (size > LARGEST_HEADER) fail(tar, `has a header of ${size} bytes`);
  const bytes = Buffer.from(await tar.read(at, size));
  // Global headers carry comments, as that of git archive.
  if (type === 'g') return records;
  if (type === 'x') return new Map([...records, ...paxRecords(bytes, tar)]);
  return new Map([...records, [type === 'L' ? 'path' : 'linkpath', bytes.toString('utf8').replace(/\0.*$/s, '')]]);
}

/** `length key=value\n`, again and again. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13_03 */
function paxRecords(bytes: Buffer, tar: FileSource): Map<string, string> {
  const records = new Map<string, string>();
  for (let rest = bytes; rest.length > 0; ) {
    const [, digits = ''] = /^([1-9][0-9]{0,6}) /.exec(rest.toString('latin1', 0, 8)) ?? [];
    const length = Number(digits);
    if (digits === '' || length > rest.length || rest[length - 1] !== 0x0a) fail(tar, 'has a damaged pax header');
    const [key = '', value = ''] = split(rest.toString('utf8', digits.length + 1, length - 1));
    records.set(key, value);
    rest = rest.subarray(length);
  }
  return records;
}

function split(record: string): [key: string, value: string] {
  const equals = record.indexOf('=');
  return [record.slice(0, equals), record.slice(equals + 1)];
}

function mergedWith(header: TarBlock, records: Records, tar: FileSource): TarBlock {
  const merged = {
    ...header,
    name: records.get('path') ?? header.name,
    target: records.get('linkpath') ?? header.target,
  };
  for (const key of NUMBERS) if (records.has(key)) merged[key] = Number(records.get(key));
  const name = printable(merged.name, 200);
  if (header.type === 'S' || [...records.keys()].some((key) => key.startsWith('GNU.sparse.'))) {
    fail(tar, `holds "${name}" with holes (sparse); make it with tar --hole-detection=raw, without --sparse`);
  }
  for (const key of NUMBERS) {
    if (!(Number.isSafeInteger(merged[key]) && merged[key] >= 0)) fail(tar, `says no valid ${key} of "${name}"`);
  }
  // Only files have bytes; some writers name the size of what a link leads to.
  return ['0', '7'].includes(header.type) ? merged : { ...merged, size: 0 };
}

export function fail(tar: FileSource, what: string): never {
  throw new ActionError('file', `"${printable(tar.name)}" ${what}`);
}
