import { encodeNumber, type SectionSpec } from './elf-builder.ts';

const SENTINELS = ['3077af0c9274080241e1c107e6d618e6', 'f932433186182072008242104116d8f2'] as const;

/** The lines of `go version -m`, without their indent, between the sentinels that the linker writes. */
export function moduleInfo(lines: readonly string[]): Buffer {
  const [start, end] = SENTINELS;
  return Buffer.concat([Buffer.from(start, 'hex'), Buffer.from(`${lines.join('\n')}\n`), Buffer.from(end, 'hex')]);
}

/** The content of .go.buildinfo as Go 1.18 and later write it. */
export function inlineBuildInfo(lines: readonly string[], version = 'go1.26.0', bigEndian = false): Buffer {
  const header = Buffer.alloc(32);
  header.write('\xff Go buildinf:', 'latin1');
  header[14] = 8;
  header[15] = bigEndian ? 3 : 2;
  return Buffer.concat([header, lengthPrefixed(Buffer.from(version)), lengthPrefixed(moduleInfo(lines))]);
}

/** A table of functions as Go 1.20 and later write it, with nothing but the names. */
export function functionTable(names: readonly string[], littleEndian = true): SectionSpec {
  const text = Buffer.from(`\0${names.map((name) => `${name}\0`).join('')}`);
  const headerSize = 72;
  const words = [names.length, 0, 0, headerSize, headerSize + text.length, 0, 0, 0];
  const header = [encodeNumber(0xfffffff1, 4, littleEndian), Buffer.from([0, 0, 1, 8])];
  const content = Buffer.concat([...header, ...words.map((word) => encodeNumber(word, 8, littleEndian)), text]);
  return { name: '.gopclntab', content };
}

function lengthPrefixed(bytes: Buffer): Buffer {
  const length: number[] = [];
  for (let rest = bytes.length; ; rest >>>= 7) {
    length.push(rest < 0x80 ? rest : (rest & 0x7f) | 0x80);
    if (rest < 0x80) break;
  }
  return Buffer.concat([Buffer.from(length), bytes]);
}
