import type { Platform } from '../oci/platform.ts';
import type { GoBuildInfo } from './binary.ts';
import type { Linkage } from './linkage.ts';
import type { Toolchain } from './toolchain.ts';

export interface DynamicProgram {
  readonly name: string;
  readonly platform: Platform;
  readonly linkage: Linkage;
  readonly toolchain: Toolchain;
  /** `clang version …`, where the compiler left its words. */
  readonly compiler: string | undefined;
  readonly go: GoBuildInfo | undefined;
}

/** How the program's own toolchain makes a static one: a command to copy. */
export function staticLinkAdvice(program: DynamicProgram): string {
  return ADVICE[program.toolchain](program);
}

const ADVICE: Readonly<Record<Toolchain, (program: DynamicProgram) => string>> = {
  go: goAdvice,
  rust: rustAdvice,
  zig: ({ platform }) =>
    `Build it with \`zig build -Dtarget=${tripleOf(platform).zig}\`, or \`zig cc -target ${tripleOf(platform).zig} -static\`.`,
  swift: ({ platform }) =>
    `Build it with the static Linux SDK: \`swift build -c release --swift-sdk ${tripleOf(platform).zig.split('-')[0]}-swift-linux-musl\`.`,
  dotnet: () => 'Publish it with `-r linux-musl-x64 -p:PublishAot=true -p:StaticExecutable=true` on Alpine.',
  graalvm: () => 'Build it with `native-image --static --libc=musl`.',
  'c++': (program) => cAdvice(program, /clang/i.test(program.compiler ?? '') ? 'clang++' : 'g++'),
  c: (program) => cAdvice(program, cCompiler(program)),
  unknown: (program) => cAdvice(program, cCompiler(program)),
};

function goAdvice({ linkage, go, platform, name }: DynamicProgram): string {
  const output = outputOption(name);
  const target = `GOOS=linux GOARCH=${platform.architecture}`;
  if (go?.settings['-buildmode'] === 'pie' && linkage.needed.length === 0) {
    return `-buildmode=pie makes Go ask for a loader. Leave it out: \`CGO_ENABLED=0 go build${output} .\`, or link a static one: \`CGO_ENABLED=1 go build -buildmode=pie -ldflags "-linkmode external -extldflags -static-pie"${output} .\`.`;
  }
  if (platform.os !== 'linux')
    return `Go programs for ${platform.os} need its libc. Build it for Linux: \`${target} CGO_ENABLED=0 go build${output} .\`.`;
  return `Build it without cgo: \`CGO_ENABLED=0 go build${output} .\`. If it needs cgo: \`CGO_ENABLED=1 go build -tags netgo,osusergo -ldflags "-linkmode external -extldflags -static"${output} .\`.`;
}

function rustAdvice({ platform, linkage }: DynamicProgram): string {
  const { rustMusl, rustGnu } = tripleOf(platform);
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

interface Triple {
  readonly zig: string;
  readonly rustMusl: string;
  readonly rustGnu: string;
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

function tripleOf({ architecture, variant }: Platform): Triple {
  const [rust, zig, abi] = CPUS[`${architecture}/${variant}`] ?? CPUS[architecture] ?? [architecture, architecture, ''];
  return {
    zig: `${zig}-linux-musl${abi}`,
    rustMusl: `${rust}-unknown-linux-musl${abi}`,
    rustGnu: `${rust}-unknown-linux-gnu${abi}`,
  };
}
