import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { LARGEST_ID } from '../config/accounts.ts';
import { nameFault } from '../config/container-path.ts';
import { ActionError } from '../errors.ts';
import { bytesSource } from '../files/bytes-source.ts';
import type { FileSource } from '../files/file-source.ts';
import { printable } from '../printable.ts';
import type { CopiedItem } from './find-copies.ts';

const BLOCK = 512;

/** What a run keeps in memory of an archive; larger ones are unpacked by a step before. */
const LARGEST = 1024 * 1024 * 1024;

const MAGIC: readonly (readonly [string, readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
];

/** What ADD makes of an archive, or undefined where a file is none: then it is copied as it is. https://docs.docker.com/reference/dockerfile/#adding-local-tar-archives */
export async function readTarItems(name: string, content: FileSource): Promise<CopiedItem[] | undefined> {
  if (content.size < BLOCK / 8) return undefined;
  const head = await content.read(0, Math.min(BLOCK, content.size));
  const [packing] = MAGIC.find(([, magic]) => magic.every((byte, index) => head[index] === byte)) ?? [];
  if (packing === undefined && !isTar(Buffer.from(head))) return undefined;
  if (content.size > LARGEST) throw refusal(name, `is an archive of more than ${LARGEST} bytes`);
  const tar = await unpacked(name, packing, Buffer.from(await content.read(0, content.size)));
  return tar !== undefined && isTar(tar) ? new TarReader(name, tar).items() : undefined;
}

async function unpacked(name: string, packing: string | undefined, bytes: Buffer): Promise<Buffer | undefined> {
  const options = { maxOutputLength: LARGEST };
  try {
    if (packing === undefined) return bytes;
    if (packing === 'gzip') return await promisify<Buffer, zlib.ZlibOptions, Buffer>(zlib.gunzip)(bytes, options);
    // Node has it since 22.15.
    if (packing === 'zstd' && 'zstdDecompress' in zlib) {
      return await promisify<Buffer, zlib.ZstdOptions, Buffer>(zlib.zstdDecompress)(bytes, options);
    }
  } catch (cause) {
    if (cause instanceof RangeError) throw refusal(name, `is an archive that unpacks to more than ${LARGEST} bytes`);
    return undefined;
  }
  throw refusal(name, `is packed with ${packing}, which is not unpacked here`);
}

/** By its checksum, which old archives without a magic number have, too. */
function isTar(bytes: Buffer): boolean {
  if (bytes.length < BLOCK) return false;
  let sum = 0;
  for (let at = 0; at < BLOCK; at += 1) sum += at >= 148 && at < 156 ? 32 : (bytes[at] ?? 0);
  return (
    sum > 256 &&
    sum ===
      Number.parseInt(
        bytes
          .toString('latin1', 148, 156)
          .replace(/[\0 ]+$/, '')
          .trim(),
        8,
      )
  );
}

function refusal(name: string, what: string): ActionError {
  return new ActionError('config', `"${printable(name, 200)}" ${what}`, {
    hint: 'Unpack it in a step before, as in mkdir rootfs && tar -xf FILE -C rootfs, and COPY rootfs/ instead.',
  });
}

/** What pax and GNU headers say about the entry after them. */
type Extended = Readonly<Partial<Record<'path' | 'linkpath' | 'size' | 'uid' | 'gid', string>>>;

class TarReader {
  readonly #name: string;
  readonly #tar: Buffer;
  readonly #items = new Map<string, CopiedItem>([['', { kind: 'directory', path: '', mode: 0o755 }]]);

  constructor(name: string, tar: Buffer) {
    this.#name = name;
    this.#tar = tar;
  }

  items(): CopiedItem[] {
    let extended: Extended = {};
    for (let at = 0; at + BLOCK <= this.#tar.length && this.#tar[at] !== 0; ) {
      const type = this.#text(at + 156, 1) || '0';
      const size = extended.size === undefined ? this.#number(at + 124, 12) : Number(extended.size);
      const start = at + BLOCK;
      const body = this.#tar.subarray(start, start + size);
      if (!(size >= 0) || body.length < size) throw refusal(this.#name, 'is an archive that is cut off or damaged');
      at = start + Math.ceil(size / BLOCK) * BLOCK;
      if (type === 'x') extended = { ...extended, ...paxRecords(body) };
      else if (type === 'L') extended = { ...extended, path: endless(body) };
      else if (type === 'K') extended = { ...extended, linkpath: endless(body) };
      else if (type !== 'g') {
        this.#add(type, start - BLOCK, extended, body);
        extended = {};
      }
    }
    return [...this.#items.values()];
  }

  #add(type: string, at: number, extended: Extended, body: Buffer): void {
    const prefix = this.#text(at + 257, 5) === 'ustar' ? this.#text(at + 345, 155) : '';
    const written = extended.path ?? (prefix === '' ? this.#text(at, 100) : `${prefix}/${this.#text(at, 100)}`);
    const path = this.#inside(written);
    if (path === '') return;
    const mode = this.#number(at + 100, 8) & 0o7777;
    const owner = {
      uid: extended.uid === undefined ? this.#number(at + 108, 8) : Number(extended.uid),
      gid: extended.gid === undefined ? this.#number(at + 116, 8) : Number(extended.gid),
    };
    if (![owner.uid, owner.gid].every((id) => id >= 0 && id <= LARGEST_ID))
      throw refusal(this.#name, 'has an owner that is not a valid number');
    const target = extended.linkpath ?? this.#text(at + 157, 100);
    this.#items.delete(path);
    this.#items.set(path, this.#item(type, { path, mode, owner, target, body }));
  }

  #item(
    type: string,
    {
      path,
      mode,
      owner,
      target,
      body,
    }: { path: string; mode: number; owner: { uid: number; gid: number }; target: string; body: Buffer },
  ): CopiedItem {
    if (type === '5') return { kind: 'directory', path, mode, owner };
    if (type === '2') return { kind: 'symlink', path, target, owner };
    if (type === '1') {
      const other = this.#items.get(this.#inside(target));
      if (other?.kind === 'file') return { ...other, path };
      throw refusal(this.#name, `has a hard link to "${printable(target, 100)}", which is no file in it`);
    }
    if (type !== '0' && type !== '7')
      throw refusal(this.#name, `holds "${printable(path, 200)}", a device or pipe, which no image can have`);
    const content = bytesSource(`${this.#name}:${path}`, body);
    return { kind: 'file', path, mode, owner, content, elf: body.subarray(0, 4).toString('latin1') === '\x7fELF' };
  }

  #inside(written: string): string {
    const fault = nameFault(written);
    if (fault !== undefined) throw refusal(this.#name, `holds a name that cannot be: ${fault}`);
    const parts = written.split('/').filter((part) => part !== '' && part !== '.');
    if (!parts.includes('..')) return parts.join('/');
    throw refusal(this.#name, `holds "${printable(written, 200)}", which leads out of it`);
  }

  #text(at: number, length: number): string {
    return endless(this.#tar.subarray(at, at + length));
  }

  /** Octal, or binary where the first bit is set. */
  #number(at: number, length: number): number {
    if (((this.#tar[at] ?? 0) & 0x80) === 0) return Number.parseInt(this.#text(at, length).trim() || '0', 8);
    return this.#tar.subarray(at + 1, at + length).reduce((value, byte) => value * 256 + byte, 0);
  }
}

function endless(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  return bytes.toString('utf8', 0, end < 0 ? bytes.length : end);
}

/** `30 path=…\n`: the number counts the record's bytes. */
function paxRecords(body: Buffer): Extended {
  const records: Record<string, string> = {};
  for (let at = 0; at < body.length; ) {
    const space = body.indexOf(0x20, at);
    const length = Number.parseInt(body.toString('latin1', at, space < 0 ? at : space), 10);
    if (!(length > 0)) break;
    const record = body.toString('utf8', space + 1, at + length - 1);
    const equals = record.indexOf('=');
    records[record.slice(0, equals)] = record.slice(equals + 1);
    at += length;
  }
  return records;
}
