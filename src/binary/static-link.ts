import { ActionError } from '../errors.ts';
import { formatPlatform, type Platform } from '../oci/platform.ts';
import { andLibraries, type Linkage } from './linkage.ts';
import type { Toolchain } from './toolchain.ts';

export interface DynamicProgram {
  readonly name: string;
  readonly platform: Platform;
  readonly linkage: Linkage;
  readonly toolchain: Toolchain;
  /** `clang version …`, where the compiler left its words. */
  readonly compiler: string | undefined;
}

/** How the program's own toolchain makes a static one: a command to copy. */
function staticLinkAdvice(program: DynamicProgram): string {
  return ADVICE[program.toolchain](program);
}

const ADVICE: Readonly<Record<Toolchain, (program: DynamicProgram) => string>> = {
  go: goAdvice,
  gccgo: ({ name }) =>
    `Link it statically: \`gccgo -static${outputOption(name)} …\`, or build it with Go’s own compiler and CGO_ENABLED=0.`,
  rust: rustAdvice,
  zig: ({ platform }) =>
    `Build it with \`zig build -Dtarget=${targetsOf(platform).zig}\`, or \`zig cc -target ${targetsOf(platform).zig} -static\`.`,
  swift: ({ platform }) =>
    `Build it with the static Linux SDK: \`swift build -c release --swift-sdk ${targetsOf(platform).zig.split('-')[0]}-swift-linux-musl\`.`,
  dotnet: ({ platform }) =>
    `Publish it with \`-r ${targetsOf(platform).dotnet} -p:PublishAot=true -p:StaticExecutable=true\` on Alpine.`,
  graalvm: () => 'Build it with `native-image --static --libc=musl`.',
  dart: () =>
    'Dart links no static programs. The image dart:stable holds all that one needs below /runtime/: copy it out in a step before, and add it under `files` with `allow-dynamic: true`.',
  bun: () => 'Bun links no static programs: an image with a libc under it (Alpine, distroless) is the right thing.',
  deno: () => 'Deno links no static programs: an image with a libc under it (distroless/cc) is the right thing.',
  nim: (program) =>
    `Build it with \`nim c -d:release --passL:-static${outputOption(program.name)} …\`, for musl with \`--gcc.exe:musl-gcc --gcc.linkerexe:musl-gcc\`.`,
  ocaml: () => 'Build it with `ocamlfind ocamlopt -ccopt -static …`, or `(link_flags (-ccopt -static))` in dune.',
  'c++': (program) => cAdvice(program, /clang/i.test(program.compiler ?? '') ? 'clang++' : 'g++'),
  c: (program) => cAdvice(program, cCompiler(program)),
  packed: ({ platform }) =>
    `Link it statically before it is packed: Go \`CGO_ENABLED=0 go build\`, Rust \`cargo build --release --target ${targetsOf(platform).rustMusl}\`, C \`gcc -static\`.`,
  unknown: (program) => cAdvice(program, cCompiler(program)),
};

function goAdvice({ linkage, platform, name }: DynamicProgram): string {
  const output = outputOption(name);
  const pure = `CGO_ENABLED=0 go build${output} .`;
  if (platform.os !== 'linux') {
    return `Go programs for ${platform.os} need its libc. Build it for Linux: \`GOOS=linux GOARCH=${platform.architecture} ${pure}\`.`;
  }
  const external = (mode: string) => `-ldflags "-linkmode external -extldflags ${mode}"${output} .`;
  // Without cgo nothing is needed but the loader itself, which only this build mode asks for.
  if (linkage.needed.length === 0) {
    return `-buildmode=pie makes Go ask for a loader. Leave it out: \`${pure}\`, or link a static one: \`CGO_ENABLED=1 go build -buildmode=pie ${external('-static-pie')}\`.`;
  }
  return `Build it without cgo: \`${pure}\`. If it needs cgo: \`CGO_ENABLED=1 go build -tags netgo,osusergo ${external('-static')}\`.`;
}

function rustAdvice({ platform, linkage }: DynamicProgram): string {
  const { rustMusl, rustGnu } = targetsOf(platform);
  const crtStatic = (target: string) =>
    `\`RUSTFLAGS="-C target-feature=+crt-static" cargo build --release --target ${target}\``;
  if (isMusl(linkage)) return `Build it with ${crtStatic(rustMusl)}.`;
  return `Build it for musl: \`rustup target add ${rustMusl} && cargo build --release --target ${rustMusl}\`, or keep glibc: ${crtStatic(rustGnu)}.`;
}

function cCompiler({ linkage, compiler }: DynamicProgram): string {
  if (/clang/i.test(compiler ?? '')) return 'clang';
  return isMusl(linkage) ? 'musl-gcc' : 'gcc';
}

function cAdvice({ name, linkage }: DynamicProgram, compiler: string): string {
  const more = isMusl(linkage)
    ? ''
    : ', and install the static libraries (libc6-dev has libc.a), or use musl-gcc -static';
  return `Link it statically: \`${compiler} -static${outputOption(name)} …\`${more}.`;
}

function isMusl({ interpreter, needed }: Linkage): boolean {
  return /\/ld-musl-/.test(interpreter ?? '') || needed.some((name) => name.startsWith('libc.musl-'));
}

/** ` -o dist/app`, where the name needs no quotes. */
function outputOption(name: string): string {
  return /^[\w./-]+$/.test(name) && !name.startsWith('-') ? ` -o ${name}` : '';
}

/**
 * The refusal that this project exists for: the kernel would answer "no such file or directory", which everybody takes
 * to be about the program itself.
 */
export function needsLoader(program: DynamicProgram): ActionError {
  const { name, platform, linkage } = program;
  return new ActionError(
    'binary',
    `${name} (${formatPlatform(platform)}) is dynamically linked: it needs the interpreter ${linkage.interpreter}${andLibraries(linkage.needed)}, which a scratch image does not have, so it would not start`,
    {
      hint: `${staticLinkAdvice(program)} To publish it all the same, set \`allow-dynamic: true\` and add these files under \`files\` in the config block.`,
    },
  );
}

/** The name of a platform in the tools that cross-compile to it. */
export interface Targets {
  readonly zig: string;
  readonly rustMusl: string;
  readonly rustGnu: string;
  /** .NET's runtime identifier. */
  readonly dotnet: string;
}

/** Rust's and Zig's names for the processor, and the ABI where it is part of the name. */
const CPUS: Readonly<Record<string, readonly [rust: string, zig: string, abi: string]>> = {
  '386': ['i686', 'x86', ''],
  amd64: ['x86_64', 'x86_64', ''],
  arm64: ['aarch64', 'aarch64', ''],
  'arm/v5': ['armv5te', 'arm', 'eabi'],
  'arm/v6': ['arm', 'arm', 'eabihf'],
  arm: ['armv7', 'arm', 'eabihf'],
  loong64: ['loongarch64', 'loongarch64', ''],
  mips: ['mips', 'mips', ''],
  mipsle: ['mipsel', 'mipsel', ''],
  mips64: ['mips64', 'mips64', 'abi64'],
  mips64le: ['mips64el', 'mips64el', 'abi64'],
  ppc64: ['powerpc64', 'powerpc64', ''],
  ppc64le: ['powerpc64le', 'powerpc64le', ''],
  riscv64: ['riscv64gc', 'riscv64', ''],
  s390x: ['s390x', 's390x', ''],
};

/** .NET's own names for processors. https://learn.microsoft.com/dotnet/core/rid-catalog */
const DOTNET: Readonly<Record<string, string>> = { amd64: 'x64', '386': 'x86' };

export function targetsOf({ architecture, variant }: Platform): Targets {
  const [rust, zig, abi] = CPUS[`${architecture}/${variant}`] ?? CPUS[architecture] ?? [architecture, architecture, ''];
  return {
    zig: `${zig}-linux-musl${abi}`,
    rustMusl: `${rust}-unknown-linux-musl${abi}`,
    rustGnu: `${rust}-unknown-linux-gnu${abi}`,
    dotnet: `linux-musl-${DOTNET[architecture] ?? architecture}`,
  };
}
