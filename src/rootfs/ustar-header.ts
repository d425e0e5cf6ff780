const BLOCK = 512;
const MAX_NAME = 100;
const MAX_PREFIX = 155;

/** What a ustar header says; all of it has to fit. */
export interface UstarFields {
  /** ASCII; that of a directory ends with a slash. */
  readonly name: string;
  /** Permission bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes of content. */
  readonly size: number;
  /** Seconds since 1970. */
  readonly mtime: number;
  readonly type: 'file' | 'hardlink' | 'symlink' | 'directory';
  /** What a link points to; empty for what is none. */
  readonly linkname: string;
}

/** https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13_06 (typeflag) */
const TYPEFLAG = { file: '0', hardlink: '1', symlink: '2', directory: '5' } as const;

/** What entries of one kind have in common: all but name, size and target of a link. */
interface Common {
  readonly fields: UstarFields;
  readonly block: Buffer;
  /** Of its bytes, with eight spaces in place of the checksum. */
  readonly sum: number;
}

/** More kinds are not looked through. */
const MAX_KINDS = 8;

/**
 * Header blocks, byte for byte as tar-stream writes them; that makes a stream for each, which takes longer than all the
 * rest of a layer of many small files. Most files of a layer are of a few kinds, so what those have in common is written once.
 */
export class UstarHeaders {
  readonly #kinds: Common[] = [];
  readonly #block = Buffer.alloc(BLOCK);

  /** The block is overwritten by the next call. */
  blockOf(fields: UstarFields): Buffer {
    const common = this.#kinds.find((known) => sameKind(known.fields, fields)) ?? this.#add(fields);
    const { name, size, linkname } = fields;
    const block = this.#block;
    block.set(common.block);
    const cut = prefixLength(name) ?? 0;
    let sum = common.sum + put(block, 0, cut === 0 ? name : name.slice(cut + 1));
    sum += put(block, 124, octal(size, 11)) + put(block, 157, linkname) + put(block, 345, name.slice(0, cut));
    put(block, 148, octal(sum, 6));
    return block;
  }

  #add(fields: UstarFields): Common {
    const { mode, uid, gid, mtime, type } = fields;
    const block = Buffer.alloc(BLOCK);
    const ids = put(block, 100, octal(mode, 6)) + put(block, 108, octal(uid, 6)) + put(block, 116, octal(gid, 6));
    const rest = put(block, 136, octal(mtime, 11)) + put(block, 156, TYPEFLAG[type]) + put(block, 257, 'ustar\x0000');
    const devices = put(block, 329, octal(0, 6)) + put(block, 337, octal(0, 6));
    const common = { fields, block, sum: ids + rest + devices + 8 * 0x20 };
    if (this.#kinds.length < MAX_KINDS) this.#kinds.push(common);
    return common;
  }
}

function sameKind(a: UstarFields, b: UstarFields): boolean {
  return a.type === b.type && a.mode === b.mode && a.uid === b.uid && a.gid === b.gid && a.mtime === b.mtime;
}

/** Returns the sum of the bytes, for the checksum. */
function put(block: Buffer, at: number, text: string): number {
  if (text === '') return 0;
  block.write(text, at, 'latin1');
  let sum = 0;
  for (let index = 0; index < text.length; index++) sum += text.charCodeAt(index);
  return sum;
}

/** How much of a name stands in the prefix, before a slash that stands nowhere; undefined where no such cut fits. */
export function prefixLength(name: string): number | undefined {
  if (name.length <= MAX_NAME) return 0;
  const cut = name.indexOf('/', name.length - MAX_NAME - 1);
  return cut > 0 && cut <= MAX_PREFIX && cut < name.length - 1 ? cut : undefined;
}

function octal(value: number, digits: number): string {
  return `${value.toString(8).padStart(digits, '0')} `;
}
