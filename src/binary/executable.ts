import { ActionError } from '../errors.ts';
import { formatBytes } from '../quantities.ts';
import type { ElfFile } from './elf/elf-file.ts';
import { broken, ElfType } from './elf/header.ts';
import { SectionType } from './elf/sections.ts';
import { type Segment, SegmentType } from './elf/segments.ts';

/** Fails for an ELF file that is not a program, or one that the kernel would refuse or kill. */
export function assertExecutable(file: ElfFile): void {
  const { type } = file.header;
  if (type === ElfType.relocatable) throw relocatable(file);
  if (type === ElfType.core)
    throw wrong(file, 'is a core dump, the memory of a program that crashed', 'Give the program itself.');
  if (type !== ElfType.executable && type !== ElfType.shared)
    throw broken(file.name, `its type is ${type}, which is not a program`);
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

/** Every byte that the kernel would map must be there, and the kernel must be able to map it. */
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
  for (const segment of loaded) assertMappable(file, segment);
  assertMemory(file, loaded);
}

/** Linux maps files in pages of at least this size. */
const PAGE = 4096;

/** Addresses of a program end here on each processor, or below; the last page stays free. https://docs.kernel.org/arch/x86/x86_64/mm.html */
const ADDRESS_SPACE = { 32: 2 ** 32, 64: 2 ** 47 - PAGE } as const;

/** What the kernel refuses to map, so that it kills the program before its first instruction. https://github.com/torvalds/linux/blob/v6.12/fs/binfmt_elf.c */
function assertMappable(file: ElfFile, { offset, address, fileSize, memorySize }: Segment): void {
  const place = `its segment at address 0x${address.toString(16)}`;
  if (fileSize > memorySize) throw broken(file.name, `${place} has more bytes in the file than in memory`);
  if (memorySize > 0 && address + memorySize > ADDRESS_SPACE[file.header.bits])
    throw wrong(file, `is not a program: ${place} lies where only a kernel may be`, FIRMWARE_HINT);
  if (fileSize > 0 && (address - offset) % PAGE !== 0)
    throw broken(file.name, `${place} does not lie in memory as it does in the file, so no kernel can map it`);
  if (memorySize > 0 && address < PAGE && file.header.type === ElfType.executable)
    throw wrong(file, `is firmware, not a Linux program: ${place} is where Linux maps nothing`, FIRMWARE_HINT);
}

/** Far more than a machine has: the kernel sets it aside before the program starts. */
const MOST_MEMORY = 2 ** 40;

/** What may lie anywhere is placed as one piece, with the holes in it. */
function assertMemory(file: ElfFile, loaded: readonly Segment[]): void {
  const start = Math.min(...loaded.map(({ address }) => address));
  const end = Math.max(...loaded.map(({ address, memorySize }) => address + memorySize));
  const sum = loaded.reduce((total, { memorySize }) => total + memorySize, 0);
  const memory = file.header.type === ElfType.shared ? end - start : sum;
  if (memory > MOST_MEMORY)
    throw broken(file.name, `it asks for ${formatBytes(memory)} of memory, more than machines have`);
}

const FIRMWARE_HINT = 'Give a program that was built for Linux; a file that another program loads goes under `files`.';

/** ppc64 of the first kind names a descriptor there, which lies among the data. */
const MACHINE_PPC64 = 21;

/** 386 and older ones may run all that they can read, where no segment says otherwise. */
const MACHINE_386 = 3;

/** Enough to see that nothing was ever written there. */
const FIRST_INSTRUCTIONS = 64;

const START_HINT =
  'Link it as a program: without -nostdlib and -nostartfiles, and for a system (`x86_64-linux-musl`), not freestanding; or name the start with -e.';

/** What a program without its start would do: crash. Asked once it is known that it is not a library. */
export async function assertEntry(file: ElfFile): Promise<void> {
  const { entry, machine } = file.header;
  if (entry === 0)
    throw wrong(file, 'names no place where it starts, as linkers do where _start is missing', START_HINT);
  const at = file.offsetOf(entry);
  const address = `(address 0x${entry.toString(16)})`;
  if (at === undefined) throw broken(file.name, `its first instruction ${address} is not in the file`);
  if (machine === MACHINE_PPC64) return;
  if (machine !== MACHINE_386 && !file.segmentAt(entry)?.executable)
    throw broken(file.name, `its first instruction ${address} is in memory that may not be executed`);
  const code = await file.bytes(at, FIRST_INSTRUCTIONS);
  if (code.every((byte) => byte === 0)) {
    throw broken(
      file.name,
      `there are only zeros where it should start ${address}, as in a download that never arrived`,
    );
  }
  if (isFirmware(file, code))
    throw wrong(
      file,
      'is firmware, not a Linux program: it starts in a mode of the processor that only it may use',
      FIRMWARE_HINT,
    );
}

const MACHINE_RISCV = 243;
const SYSTEM_INSTRUCTION = 0x73;

/** Instructions that touch registers of RISC-V's machine mode. https://github.com/riscv/riscv-isa-manual (2.2, CSR listing) */
function isFirmware({ header }: ElfFile, code: Buffer): boolean {
  if (header.machine !== MACHINE_RISCV) return false;
  for (let at = 0; at + 4 <= code.length; at += 2) {
    const instruction = code.readUInt32LE(at);
    const register = instruction >>> 20;
    const machineMode = (register >= 0x300 && register < 0x400) || (register >= 0xf11 && register <= 0xf15);
    if ((instruction & 0x7f) === SYSTEM_INSTRUCTION && (instruction & 0x3000) !== 0 && machineMode) return true;
  }
  return false;
}

function wrong(file: ElfFile, what: string, hint: string): ActionError {
  return new ActionError('binary', `${file.name} ${what}`, { hint });
}
