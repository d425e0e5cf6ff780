import { ActionError } from '../errors.ts';
import type { ElfHeader } from './elf/header.ts';

/** e_machine of what OCI has a name for. https://github.com/containerd/platforms/blob/main/database.go isKnownArch */
const ARCHITECTURES: readonly {
  readonly machine: number;
  readonly bits: 32 | 64;
  readonly little?: string;
  readonly big?: string;
}[] = [
  { machine: 3, bits: 32, little: '386' },
  { machine: 8, bits: 32, little: 'mipsle', big: 'mips' },
  { machine: 8, bits: 64, little: 'mips64le', big: 'mips64' },
  { machine: 21, bits: 64, little: 'ppc64le', big: 'ppc64' },
  { machine: 22, bits: 64, big: 's390x' },
  { machine: 40, bits: 32, little: 'arm' },
  { machine: 62, bits: 64, little: 'amd64' },
  { machine: 183, bits: 64, little: 'arm64' },
  { machine: 243, bits: 64, little: 'riscv64' },
  { machine: 258, bits: 64, little: 'loong64' },
];

/** What people know a machine by that no image can name; keyed as `machine/bits/order`, `machine/bits` or `machine`. */
const REFUSED: Readonly<Record<string, string>> = {
  '62/32': 'the x32 ABI (32-bit pointers on x86-64)',
  '40/32/big': 'big-endian ARM',
  '183/32': 'the ILP32 ABI of 64-bit ARM',
  '183/64/big': 'big-endian 64-bit ARM',
  '22/32': '31-bit s390',
  '243/32': '32-bit RISC-V',
  '258/32': '32-bit LoongArch',
  '2': '32-bit SPARC',
  '4': 'Motorola 68000',
  '15': 'PA-RISC',
  '18': '32-bit SPARC (v8+)',
  '20': '32-bit PowerPC',
  '42': 'SuperH',
  '43': '64-bit SPARC',
  '50': 'Itanium',
  '83': 'AVR microcontrollers',
  '94': 'Xtensa microcontrollers',
  '164': 'Hexagon',
  '190': 'NVIDIA CUDA',
  '195': 'ARC',
  '224': 'AMD GPUs',
  '247': 'eBPF, the kernel’s virtual machine',
  '252': 'C-SKY',
  '36902': 'Alpha',
};

const MACHINE_MIPS = 8;
/** EF_MIPS_ABI2: https://sourceware.org/git/?p=binutils-gdb.git;a=blob;f=include/elf/mips.h */
const MIPS_N32 = 0x20;

/** The OCI name of what the header says; fails for what no image can name. */
export function architectureOf(name: string, header: ElfHeader): string {
  const { machine, bits, littleEndian, flags } = header;
  if (machine === MACHINE_MIPS && bits === 32 && (flags & MIPS_N32) !== 0) {
    throw refused(name, 'the n32 ABI of 64-bit MIPS', 'Build it for mips64 or mips64le (the n64 ABI).');
  }
  const row = ARCHITECTURES.find((candidate) => candidate.machine === machine && candidate.bits === bits);
  const architecture = littleEndian ? row?.little : row?.big;
  if (architecture === undefined) throw refused(name, describe(header), wayOut(machine, bits));
  return architecture;
}

function describe({ machine, bits, littleEndian }: ElfHeader): string {
  const order = littleEndian ? 'little' : 'big';
  const known = REFUSED[`${machine}/${bits}/${order}`] ?? REFUSED[`${machine}/${bits}`] ?? REFUSED[machine];
  return known ?? `machine type ${machine} (${bits}-bit, ${order}-endian)`;
}

function wayOut(machine: number, bits: 32 | 64): string {
  if (machine === 62 && bits === 32) return 'Build it for plain amd64: without -mx32 or the target x86_64-*-gnux32.';
  if (machine === 40) return 'Build it for little-endian ARM: the target arm-linux-*, not armeb-linux-*.';
  if (machine === 183) return 'Build it for plain arm64: the target aarch64-linux-*.';
  if (machine === 22) return 'Build it for s390x, the 64-bit form: -m64.';
  return `Build it for one of ${NAMES}.`;
}

const NAMES = ARCHITECTURES.flatMap(({ little, big }) => [little, big].filter((name) => name !== undefined)).join(', ');

function refused(name: string, what: string, hint: string): ActionError {
  return new ActionError('binary', `${name} is built for ${what}, which no image can name as its platform`, { hint });
}
