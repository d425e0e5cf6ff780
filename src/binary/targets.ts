import type { Platform } from '../oci/platform.ts';

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
