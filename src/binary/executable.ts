import { ActionError } from '../errors.ts';
import type { ElfFile } from './elf/elf-file.ts';
import { broken, ElfType } from './elf/header.ts';
import { SectionType } from './elf/sections.ts';
import { SegmentType } from './elf/segments.ts';

/** Fails for an ELF file that is no program, or one that the kernel would refuse or kill. */
export function assertExecutable(file: ElfFile): void {
  const { type } = file.header;
  if (type === ElfType.relocatable) throw relocatable(file);
  if (type === ElfType.core)
    throw wrong(file, 'is a core dump, the memory of a program that crashed', 'Give the program itself.');
  if (type !== ElfType.executable && type !== ElfType.shared)
    throw broken(file.name, `its type is ${type}, which is no program`);
  assertLoadable(file);
}

const MACHINE_BPF = 247;

function relocatable(file: ElfFile): ActionError {
  if (file.header.machine === MACHINE_BPF) {
    const hint = 'Give the program that loads it as `binary`, and this file under `files` in the config block.';
    return wrong(file, 'is an eBPF object, which a program loads into the kernel and no container can start', hint);
  }
  if (file.section('.modinfo') !== undefined) {
    return wrong(file, 'is a kernel module, which no container can start', 'Give a program.');
  }
  return wrong(
    file,
    'is an object file, compiled but not linked',
    'Link it to a program: leave out -c (C), or use `go build` where `go tool compile` was used.',
  );
}

/** Every byte that the kernel would map must be there, and the first instruction among them. */
function assertLoadable(file: ElfFile): void {
  const loaded = file.segments.filter(({ type }) => type === SegmentType.load);
  if (loaded.length === 0) throw broken(file.name, 'nothing in it is to be loaded');
  if (file.sections.some(({ name, type }) => name === '.text' && type === SectionType.noBits)) {
    throw wrong(file, 'holds debug information only, without the program', 'Give the program that it was split from.');
  }
  const end = Math.max(...loaded.map(({ offset, fileSize }) => (fileSize === 0 ? 0 : offset + fileSize)));
  if (end > file.size) {
    throw broken(file.name, `it is cut off: its program ends at byte ${end}, the file after ${file.size}`);
  }
}

/** What a program without its start would do: crash. Asked once it is known that it is no library. */
export function assertEntry(file: ElfFile): void {
  const { entry } = file.header;
  if (file.offsetOf(entry) !== undefined) return;
  throw broken(file.name, `its first instruction (address 0x${entry.toString(16)}) is not in the file`);
}

function wrong(file: ElfFile, what: string, hint: string): ActionError {
  return new ActionError('binary', `${file.name} ${what}`, { hint });
}
