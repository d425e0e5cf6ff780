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

/**
 * A header block, byte for byte as tar-stream writes it; that makes a stream for each, which takes longer than all the
 * rest of a layer of many small files.
 */
export function ustarHeader({ name, mode, uid, gid, size, mtime, type, linkname }: UstarFields): Buffer {
  const block = Buffer.alloc(BLOCK);
  // The checksum counts its own eight bytes as spaces.
  let sum = 8 * 0x20;
  const put = (at: number, text: string) => {
    for (let index = 0; index < text.length; index++) {
      const byte = text.charCodeAt(index);
      block[at + index] = byte;
      sum += byte;
    }
  };
  const cut = prefixLength(name) ?? 0;
  put(0, cut === 0 ? name : name.slice(cut + 1));
  put(100, octal(mode, 6));
  put(108, octal(uid, 6));
  put(116, octal(gid, 6));
  put(124, octal(size, 11));
  put(136, octal(mtime, 11));
  put(156, TYPEFLAG[type]);
  put(157, linkname);
  put(257, 'ustar\x0000');
  put(329, octal(0, 6));
  put(337, octal(0, 6));
  put(345, name.slice(0, cut));
  put(148, octal(sum, 6));
  return block;
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
