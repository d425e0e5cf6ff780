import { buildElf } from './elf-builder.ts';

/** A program as UPX packs it, with a first block that is stored as it is. https://github.com/upx/upx/blob/devel/src/stub/src/include/linux.h */
export function packedElf(original: Buffer, { method = 2, type = 2 } = {}): Buffer {
  const info = Buffer.alloc(36);
  info.write('UPX!', 4, 'latin1');
  info.writeUInt32LE(original.length, 24);
  info.writeUInt32LE(original.length, 28);
  info.writeUInt8(method, 32);
  return buildElf({ type, sectionTable: false, data: Buffer.concat([info, original]) });
}
