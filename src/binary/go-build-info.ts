import type { GoBuildInfo } from './binary.ts';
import type { ElfFile } from './elf/elf-file.ts';
import { Fields } from './elf/fields.ts';
import { SegmentType } from './elf/segments.ts';
import { parseModuleInfo } from './go-module-info.ts';

/** https://github.com/golang/go/blob/master/src/debug/buildinfo/buildinfo.go */
const MAGIC = Buffer.from('\xff Go buildinf:', 'latin1');
const HEADER_SIZE = 32;
const ALIGNMENT = 16;
const FLAG_BIG_ENDIAN = 1;
const FLAG_INLINE = 2;

const MAX_VERSION = 1024;
/** The largest known list of modules is some 100 KB. */
const MAX_MODULE_INFO = 4 << 20;
const CHUNK = 1 << 18;
const MAX_SCAN = 256 << 20;

/** What `go version -m` shows; nothing for what is no Go program. */
export async function readGoBuildInfo(file: ElfFile): Promise<GoBuildInfo | undefined> {
  const at = await findHeader(file);
  if (at === undefined) return undefined;
  const header = await file.bytes(at, HEADER_SIZE);
  if (header.length < HEADER_SIZE) return undefined;
  const inline = ((header[15] ?? 0) & FLAG_INLINE) !== 0;
  const [version, modules] = inline ? await inlineStrings(file, at) : await pointedStrings(file, header);
  const goVersion = cleanVersion(version);
  if (!goVersion.startsWith('go') && !goVersion.startsWith('devel')) return undefined;
  return { goVersion, ...parseModuleInfo(unframed(modules)) };
}

/** Where sections are gone, the header is in the first writable data, on a multiple of 16. */
async function findHeader(file: ElfFile): Promise<number | undefined> {
  const section = file.section('.go.buildinfo');
  if (section !== undefined) return scan(file, section.offset, Math.min(section.size, CHUNK), section.address);
  if (file.sections.length > 0) return undefined;
  const data = file.segments.find(
    ({ type, writable, executable }) => type === SegmentType.load && writable && !executable,
  );
  return data && scan(file, data.offset, Math.min(data.fileSize, MAX_SCAN), data.address);
}

async function scan(file: ElfFile, offset: number, length: number, address: number): Promise<number | undefined> {
  const end = Math.min(offset + length, file.size);
  for (let start = offset; start < end; start += CHUNK) {
    const chunk = await file.bytes(start, Math.min(CHUNK + HEADER_SIZE, end - start));
    const found = indexOfAligned(chunk, (address + (start - offset)) % ALIGNMENT);
    if (found !== -1) return start + found;
  }
  return undefined;
}

function indexOfAligned(chunk: Buffer, misalignment: number): number {
  for (let at = chunk.indexOf(MAGIC); at !== -1; at = chunk.indexOf(MAGIC, at + 1)) {
    if ((at + misalignment) % ALIGNMENT === 0) return at;
  }
  return -1;
}

/** Since Go 1.18: two texts follow the header, each after its length. */
async function inlineStrings(file: ElfFile, at: number): Promise<[Buffer, Buffer]> {
  const version = await lengthPrefixed(file, at + HEADER_SIZE, MAX_VERSION);
  const modules = await lengthPrefixed(file, version.end, MAX_MODULE_INFO);
  return [version.bytes, modules.bytes];
}

async function lengthPrefixed(file: ElfFile, at: number, limit: number): Promise<{ bytes: Buffer; end: number }> {
  const prefix = await file.bytes(at, 10);
  let length = 0;
  let size = 0;
  for (; size < prefix.length; size++) {
    const byte = prefix[size] ?? 0;
    length += (byte & 0x7f) * 2 ** (7 * size);
    if (byte < 0x80) break;
  }
  const start = at + size + 1;
  return { bytes: length > limit ? Buffer.alloc(0) : await file.bytes(start, length), end: start + length };
}

/** Go 1.13 to 1.17: two pointers to Go strings, each a pointer and a length. */
async function pointedStrings(file: ElfFile, header: Buffer): Promise<[Buffer, Buffer]> {
  const pointerSize = header[14] === 4 ? 4 : 8;
  const littleEndian = ((header[15] ?? 0) & FLAG_BIG_ENDIAN) === 0;
  const layout = { littleEndian, bits: pointerSize === 4 ? 32 : 64 } as const;
  const pointers = new Fields(header, layout);
  const string = async (pointer: number, limit: number) => {
    const at = file.offsetOf(pointer);
    if (at === undefined) return Buffer.alloc(0);
    const [text, length] = pair(new Fields(await file.bytes(at, 2 * pointerSize), layout));
    const start = file.offsetOf(text);
    return start === undefined || length > limit ? Buffer.alloc(0) : file.bytes(start, length);
  };
  const [version, modules] = pair(pointers.slice(16, HEADER_SIZE));
  return [await string(version, MAX_VERSION), await string(modules, MAX_MODULE_INFO)];
}

function pair(fields: Fields): [number, number] {
  return [fields.word(0), fields.word(fields.bits / 8)];
}

/** The list of modules stands between two sentinels of 16 bytes. */
function unframed(modules: Buffer): string {
  const framed = modules.length >= 33 && modules[modules.length - 17] === 0x0a;
  return framed ? modules.toString('utf8', 16, modules.length - 16) : '';
}

/** `go1.26.0 X:foo`, `go1.26-X:foo` and `go1.26.5 (Red Hat …)` are all Go 1.26. */
function cleanVersion(version: Buffer): string {
  return version.toString('utf8').split(' ')[0]?.split('-X:')[0] ?? '';
}
