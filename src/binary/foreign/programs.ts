import type { ForeignKind } from './identify.ts';

const CPU_X86_64 = 0x01000007;
const CPU_ARM64 = 0x0100000c;

/** Programs of other systems and machines. Magic numbers: https://github.com/file/file/tree/master/magic/Magdir */
export function foreignProgram(head: Buffer): ForeignKind | undefined {
  return machO(head) ?? windows(head) ?? wasm(head) ?? script(head) ?? javaClass(head) ?? otherSystem(head);
}

function machO(head: Buffer): ForeignKind | undefined {
  const magic = head.length >= 8 ? head.readUInt32BE(0) : 0;
  if (magic === 0xcefaedfe || magic === 0xcffaedfe) return macOs('a Mach-O file', head.readUInt32LE(4));
  if (magic === 0xfeedface || magic === 0xfeedfacf) return macOs('a Mach-O file', head.readUInt32BE(4));
  const fat = magic === 0xcafebabf || (magic === 0xcafebabe && head.readUInt32BE(4) < FIRST_JAVA_VERSION);
  return fat ? macOs('a universal Mach-O file', undefined) : undefined;
}

function macOs(file: string, cpu: number | undefined): ForeignKind {
  return {
    is: `${file}, a program for macOS, and containers run Linux programs`,
    hint: buildForLinux(cpu === CPU_ARM64 ? 'arm64' : cpu === CPU_X86_64 ? 'amd64' : undefined),
  };
}

/** IMAGE_FILE_HEADER.Machine: https://learn.microsoft.com/windows/win32/debug/pe-format#machine-types */
const PE_MACHINES: Readonly<Record<number, string>> = { 332: '386', 34404: 'amd64', 43620: 'arm64' };

/** Cosmopolitan's programs for all systems at once. https://justine.lol/ape.html */
const APE = ['MZqFpD=', 'jartsr='];

/** PE subsystems of firmware: https://learn.microsoft.com/windows/win32/debug/pe-format#windows-subsystem */
const EFI_SUBSYSTEMS = new Set([10, 11, 12, 13]);

function windows(head: Buffer): ForeignKind | undefined {
  if (APE.some((magic) => head.toString('latin1', 0, magic.length) === magic)) {
    return {
      is: 'an Actually Portable Executable, which a shell has to start, and a scratch image has none',
      hint: 'Make a Linux program of it: `./FILE --assimilate` on a machine of the architecture that you publish, or cosmocc’s `apelink` without `-S`.',
    };
  }
  if (head.toString('latin1', 0, 2) !== 'MZ') return undefined;
  const at = head.length >= 0x40 ? head.readUInt32LE(0x3c) : head.length;
  const isPe = at + 6 <= head.length && head.toString('latin1', at, at + 4) === 'PE\0\0';
  if (!isPe)
    return { is: 'a DOS or Windows program, and containers run Linux programs', hint: buildForLinux(undefined) };
  if (at + 94 <= head.length && EFI_SUBSYSTEMS.has(head.readUInt16LE(at + 92))) {
    return {
      is: 'an EFI program, which firmware starts and no container',
      hint: buildForLinux(PE_MACHINES[head.readUInt16LE(at + 4)]),
    };
  }
  return {
    is: 'a PE file, a program for Windows, and containers run Linux programs',
    hint: buildForLinux(PE_MACHINES[head.readUInt16LE(at + 4)]),
  };
}

function buildForLinux(architecture: string | undefined): string {
  const rustCpu = { amd64: 'x86_64', arm64: 'aarch64', '386': 'i686' }[architecture ?? ''] ?? 'x86_64';
  const goTarget = `GOOS=linux${architecture === undefined ? '' : ` GOARCH=${architecture}`}`;
  return `Build it for Linux: Go \`${goTarget} CGO_ENABLED=0 go build\`, Rust \`cargo build --release --target ${rustCpu}-unknown-linux-musl\`, C \`zig cc -target ${rustCpu}-linux-musl -static\`.`;
}

function wasm(head: Buffer): ForeignKind | undefined {
  if (head.toString('latin1', 0, 4) !== '\0asm') return undefined;
  const what = head[6] === 1 ? 'component' : 'module';
  return {
    is: `a WebAssembly ${what}, and a container starts machine code only`,
    hint: 'Build the program for Linux instead of wasm: `GOOS=linux CGO_ENABLED=0 go build`, or `--target x86_64-unknown-linux-musl` for Rust.',
  };
}

function script(head: Buffer): ForeignKind | undefined {
  if (head.toString('latin1', 0, 2) !== '#!') return undefined;
  const line = head.toString('utf8', 2, 256).split('\n', 1)[0]?.trim() ?? '';
  return {
    is: `a script for ${line || 'an interpreter'}, and a scratch image holds no interpreter`,
    hint: 'Give the compiled program that the script starts; what the script sets goes into `entrypoint`, `cmd` and `env` of the config block.',
  };
}

/** The major version of Java 1.1; a universal Mach-O file has the number of its architectures there. */
const FIRST_JAVA_VERSION = 45;

function javaClass(head: Buffer): ForeignKind | undefined {
  if (head.length < 8 || head.readUInt32BE(0) !== 0xcafebabe) return undefined;
  return {
    is: 'a Java class, and a scratch image holds no Java',
    hint: 'Compile it to a static program: `native-image --static --libc=musl`.',
  };
}

/** Executables of systems that Go, too, builds for. */
const OTHER_SYSTEMS: Readonly<Record<string, string>> = {
  '01df': 'AIX',
  '01f7': 'AIX',
  '00008a97': 'Plan 9',
  '000001eb': 'Plan 9',
  '00000647': 'Plan 9',
};

function otherSystem(head: Buffer): ForeignKind | undefined {
  const system = OTHER_SYSTEMS[head.toString('hex', 0, 4)] ?? OTHER_SYSTEMS[head.toString('hex', 0, 2)];
  if (system === undefined) return undefined;
  return { is: `a program for ${system}, and containers run Linux programs`, hint: buildForLinux(undefined) };
}
