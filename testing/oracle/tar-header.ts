import type { Problems } from './problems.ts';

/** The fields of a ustar header, as they stand there. */
export interface TarHeader {
  readonly name: string;
  readonly type: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly mtime: number;
  readonly target: string;
}

/** https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_06 */
export function readHeader(block: Buffer, problems: Problems): TarHeader {
  const text = (start: number, length: number) => {
    const field = block.subarray(start, start + length);
    const end = field.indexOf(0);
    return field.subarray(0, end < 0 ? length : end).toString('utf8');
  };
  const name = text(0, 100);
  const prefix = text(345, 155);
  const number = (start: number, length: number, field: string) => {
    const digits = text(start, length).trim();
    problems.check(/^[0-7]+$/.test(digits), `the ${field} of "${name}" is "${digits}", no octal number`);
    return Number.parseInt(digits, 8);
  };
  problems.check(block.subarray(257, 265).equals(Buffer.from('ustar\x0000')), `"${name}" has no ustar magic`);
  problems.check(number(148, 8, 'checksum') === checksum(block), `the checksum of "${name}" is wrong`);
  problems.check(text(265, 32) === '' && text(297, 32) === '', `"${name}" has a user or group name`);
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    type: String.fromCharCode(block[156] ?? 0),
    mode: number(100, 8, 'mode'),
    uid: number(108, 8, 'uid'),
    gid: number(116, 8, 'gid'),
    size: number(124, 12, 'size'),
    mtime: number(136, 12, 'mtime'),
    target: text(157, 100),
  };
}

/** All bytes added up, those of the checksum taken as spaces. */
function checksum(block: Buffer): number {
  let sum = 8 * 32;
  for (const [place, byte] of block.entries()) if (place < 148 || place >= 156) sum += byte;
  return sum;
}

/** `length key=value\n`, again and again. */
export function readPax(bytes: Buffer, problems: Problems): Map<string, string> {
  const records = new Map<string, string>();
  for (let rest = bytes; rest.length > 0; ) {
    const [, digits = ''] = /^([1-9][0-9]*) /.exec(rest.subarray(0, 12).toString('latin1')) ?? [];
    const length = Number(digits);
    if (digits === '' || length > rest.length || rest[length - 1] !== 0x0a) {
      problems.check(false, 'a pax record is damaged');
      return records;
    }
    const record = rest.subarray(digits.length + 1, length - 1);
    const equals = record.indexOf('=');
    const key = record.toString('utf8', 0, equals);
    // Extended attributes are bytes; they are told in hexadecimal.
    records.set(key, record.subarray(equals + 1).toString(key.startsWith('SCHILY.xattr.') ? 'hex' : 'utf8'));
    rest = rest.subarray(length);
  }
  return records;
}
