import type { ElfFile } from './elf/elf-file.ts';

/** UPX writes its mark behind the segments and into the pack header at the end. https://github.com/upx/upx/blob/devel/src/packhead.cpp */
const MARK = Buffer.from('UPX!', 'latin1');
const HEAD = 512;
const TAIL = 64;

/** Packed programs have no sections, so that other files are not read for it. */
export async function isUpx(file: ElfFile): Promise<boolean> {
  if (file.sections.length > 0) return false;
  const head = await file.bytes(0, HEAD);
  const tail = await file.bytes(Math.max(0, file.size - TAIL), TAIL);
  return head.includes(MARK) || tail.includes(MARK);
}
