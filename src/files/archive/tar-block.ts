/** One header block of a tar, of any of the formats that are in use. */
export interface TarBlock {
  readonly name: string;
  /** The typeflag: `0`, `5`, `x`. */
  readonly type: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes that follow. */
  readonly size: number;
  readonly target: string;
}

export const BLOCK = 512;

/** Undefined for a block whose checksum is wrong: it is no header. https://www.gnu.org/software/tar/manual/html_node/Standard.html */
export function parseTarBlock(block: Buffer): TarBlock | undefined {
  if (numberAt(block, 148, 8) !== checksumOf(block)) return undefined;
  const ustar = block.toString('latin1', 257, 262) === 'ustar';
  // GNU's own format has times where POSIX has the prefix.
  const prefix = ustar && block[262] === 0 ? textAt(block, 345, 155) : '';
  const name = textAt(block, 0, 100);
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    type: String.fromCharCode(block[156] || 0x30),
    mode: numberAt(block, 100, 8) & 0o7777,
    uid: numberAt(block, 108, 8),
    gid: numberAt(block, 116, 8),
    size: numberAt(block, 124, 12),
    target: textAt(block, 157, 100),
  };
}

function textAt(block: Buffer, start: number, length: number): string {
  const field = block.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end < 0 ? length : end);
}

/** Octal digits, or, with the first bit set, a number in base 256. NaN where it is neither. */
function numberAt(block: Buffer, start: number, length: number): number {
  const first = block[start] ?? 0;
  if (first >= 0x80) {
    const low = block.subarray(start + 1, start + length);
    return low.reduce((sum, byte) => sum * 256 + byte, first & 0x7f);
  }
  const digits = textAt(block, start, length).trim();
  return digits === '' ? 0 : /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number.NaN;
}

/** All bytes added up, those of the checksum taken as spaces. */
function checksumOf(block: Buffer): number {
  let sum = 8 * 0x20;
  for (const [place, byte] of block.entries()) if (place < 148 || place >= 156) sum += byte;
  return sum;
}
