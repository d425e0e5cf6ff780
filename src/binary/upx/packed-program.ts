import { inflateRawSync } from 'node:zlib';
import { ActionError } from '../../errors.ts';
import type { ElfFile } from '../elf/elf-file.ts';
import { Fields } from '../elf/fields.ts';
import { type ElfHeader, isElf, parseHeader } from '../elf/header.ts';
import { parseSegments, type Segment, SegmentType, segmentEntrySize } from '../elf/segments.ts';
import { unpackLzma } from './lzma.ts';
import { nrvMethod, unpackNrv } from './nrv.ts';

/** UPX writes its mark behind the segments and into the pack header at the end. https://github.com/upx/upx/blob/devel/src/packhead.cpp */
const MARK = Buffer.from('UPX!', 'latin1');
const HEAD = 4096;
const TAIL = 64;

/** Bytes of `l_info` from its mark on, of `p_info` and of `b_info`. https://github.com/upx/upx/blob/devel/src/stub/src/include/linux.h */
const LOADER_INFO_REST = 8;
const PROGRAM_INFO = 12;
const BLOCK_INFO = 12;

/** A program's headers and the first bytes behind them are a few hundred bytes; a block of text can be of any size. */
const MAX_HEADERS = 65_536;
const MAX_BLOCK = 4 << 20;

/** What a packed program was before it was packed, as far as its first blocks show. */
export interface PackedProgram {
  readonly header: ElfHeader;
  readonly segments: readonly Segment[];
  /** Undefined where it asks for no loader. */
  readonly interpreter: string | undefined;
}

interface PackedBlock {
  readonly offset: number;
  readonly unpacked: number;
  readonly packed: number;
  readonly method: number;
}

/**
 * The program that UPX has packed; undefined for a file without sections that it has not. Fails where the program's own
 * headers cannot be seen: what needs a loader would pass for static.
 */
export async function readPacked(file: ElfFile): Promise<PackedProgram | undefined> {
  const head = await file.bytes(0, HEAD);
  const mark = head.indexOf(MARK);
  if (mark === -1) {
    if ((await file.bytes(Math.max(0, file.size - TAIL), TAIL)).includes(MARK)) throw unseen(file.name);
    return undefined;
  }
  try {
    return await unpackHeaders(file, mark + LOADER_INFO_REST + PROGRAM_INFO);
  } catch (error) {
    if (error instanceof ActionError) throw error;
    throw unseen(file.name, error);
  }
}

async function unpackHeaders(file: ElfFile, at: number): Promise<PackedProgram> {
  const block = await readBlock(file, at);
  const bytes = await unpack(file, block, MAX_HEADERS);
  if (!isElf(bytes)) throw new RangeError('the first block holds no ELF header');
  const header = parseHeader(file.name, bytes);
  const { offset, entrySize, count } = header.segments;
  const end = offset + entrySize * count;
  if (entrySize !== segmentEntrySize(header.bits) || end > bytes.length) throw new RangeError('segments are missing');
  const segments = parseSegments(new Fields(bytes.subarray(offset, end), header));
  const asked = segments.find(({ type }) => type === SegmentType.interpreter);
  const path = asked && (await interpreterIn(file, block, asked));
  return { header, segments, interpreter: asked && (path || 'that its packed part names') };
}

/** The path stands right behind the headers as a rule, in the second block; where it does not, it is not looked for. */
async function interpreterIn(
  file: ElfFile,
  headers: PackedBlock,
  { offset, fileSize }: Segment,
): Promise<string | undefined> {
  try {
    const second = await readBlock(file, headers.offset + headers.packed);
    const at = offset - headers.unpacked;
    if (at < 0 || at + fileSize > second.unpacked) return undefined;
    return new Fields(await unpack(file, second, MAX_BLOCK), file.header).text(at, fileSize);
  } catch {
    return undefined;
  }
}

async function readBlock(file: ElfFile, at: number): Promise<PackedBlock> {
  const info = await file.fields(at, BLOCK_INFO);
  return { offset: at + BLOCK_INFO, unpacked: info.u32(0), packed: info.u32(4), method: info.u8(8) };
}

async function unpack(
  file: ElfFile,
  { offset, unpacked, packed, method }: PackedBlock,
  limit: number,
): Promise<Buffer> {
  if (unpacked === 0 || unpacked > limit || packed === 0 || packed > unpacked)
    throw new RangeError('a block that cannot be');
  const bytes = await file.bytes(offset, packed);
  if (bytes.length < packed) throw new RangeError('a block that is cut off');
  // What does not get smaller is stored as it is.
  if (packed === unpacked) return bytes;
  const nrv = nrvMethod(method);
  if (nrv !== undefined) return unpackNrv(bytes, unpacked, nrv);
  if (method === 14) return unpackLzma(bytes, unpacked);
  if (method === 15) return inflateRawSync(bytes, { maxOutputLength: unpacked });
  throw new RangeError(`a method that is not known here (${method})`);
}

function unseen(name: string, cause?: unknown): ActionError {
  const message = `${name} is packed by UPX in a way that hides whether it needs a loader, so it may not start`;
  return new ActionError('binary', message, {
    cause,
    hint: 'Unpack it (`upx -d`), or publish what the compiler wrote: layers are compressed anyway.',
  });
}
