import { ActionError } from '../errors.ts';
import { formatPlatform, type Platform } from '../oci/platform.ts';
import { amd64LevelOf } from './amd64-level.ts';
import { architectureOf } from './architecture.ts';
import { readArmVariant } from './arm-attributes.ts';
import type { GoBuildInfo } from './binary.ts';
import { readInterpreter } from './elf/dynamic.ts';
import type { ElfFile } from './elf/elf-file.ts';
import type { Note } from './elf/notes.ts';
import { targetsOf } from './static-link.ts';

/**
 * Each BSD marks its programs by a note of its own, whatever EI_OSABI says: that is often FreeBSD's in programs for Linux,
 * and Linux does not look at it.
 */
const SYSTEM_BY_NOTE: ReadonlyMap<string, string> = new Map([
  ['NetBSD', 'netbsd'],
  ['OpenBSD', 'openbsd'],
  ['FreeBSD', 'freebsd'],
  ['DragonFly', 'dragonfly'],
]);

/** Loaders of other systems, by their path. Linux has each of its own under another one: /lib/ld.so.1 is that of MIPS. */
const SYSTEM_BY_LOADER: readonly (readonly [RegExp, string])[] = [
  [/^\/(usr\/)?libexec\/ld-elf(32)?\.so\.1$/, 'freebsd'],
  [/^\/(usr\/)?libexec\/ld-elf\.so\.2$/, 'dragonfly'],
  [/^\/(usr\/)?libexec\/ld\.elf_so/, 'netbsd'],
  [/^\/usr\/libexec\/ld\.so$/, 'openbsd'],
  [/^\/(usr\/lib\/(\w+\/)?|lib\/(amd64|sparcv9|64)\/)ld\.so\.1$/, 'solaris'],
  [/^\/(system|apex\/[\w.]+)\/bin\/(bootstrap\/)?linker(64)?(_\w+)?$/, 'android'],
];

export interface FoundPlatform {
  /** A variant only where hosts ask for one: for ARM. */
  readonly platform: Platform;
  /** The file does not say its variant: this one is what hosts take it for. */
  readonly variantGuessed: boolean;
  /** The least variant that can run it, where the file says so. */
  readonly needs?: string;
}

/** The platform by the file alone: what Go recorded, then notes and attributes, then the header. */
export async function findPlatform(file: ElfFile, notes: readonly Note[], go?: GoBuildInfo): Promise<FoundPlatform> {
  const architecture = architectureOf(file.name, file.header);
  const os = goSystem(go) ?? systemOfLoader(await readInterpreter(file)) ?? systemOf(notes);
  if (architecture !== 'arm') {
    const needs = architecture === 'amd64' ? amd64LevelOf(notes, go) : undefined;
    return { platform: { os, architecture }, variantGuessed: false, ...(needs === undefined ? {} : { needs }) };
  }
  const needs = goArmVariant(go) ?? (await readArmVariant(file));
  // containerd takes an ARM image without variant for v7: https://github.com/containerd/platforms/blob/main/database.go
  if (needs === undefined) return { platform: { os, architecture, variant: 'v7' }, variantGuessed: true };
  return { platform: { os, architecture, variant: needs }, variantGuessed: false, needs };
}

/** Notes of several systems contradict each other: such a file (Cosmopolitan's) is made for all of them, and Linux loads it. */
function systemOf(notes: readonly Note[]): string {
  const [system, ...others] = new Set(notes.flatMap(({ owner }) => SYSTEM_BY_NOTE.get(owner) ?? []));
  return system === undefined || others.length > 0 ? 'linux' : system;
}

function systemOfLoader(path: string | undefined): string | undefined {
  return path && SYSTEM_BY_LOADER.find(([loader]) => loader.test(path))?.[1];
}

interface AskedFor {
  readonly stated: Platform | undefined;
  readonly systems: readonly string[];
  readonly go: GoBuildInfo | undefined;
}

/** Fails for a program of another system, unless the user names that system: runtimes for FreeBSD take such images. */
export function assertSystem(name: string, platform: Platform, { stated, systems, go }: AskedFor): void {
  const { os, architecture } = platform;
  if (os === 'linux' || stated?.os === os || systems.includes(os)) return;
  const build =
    go === undefined
      ? `Build it for Linux: \`zig cc -target ${targetsOf(platform).zig} -static\` (C), or \`--target ${targetsOf(platform).rustMusl}\` (Rust).`
      : `Build it for Linux: \`GOOS=linux GOARCH=${architecture} CGO_ENABLED=0 go build\`.`;
  throw new ActionError('binary', `${name} is a program for ${nameOf(os)}, and containers run Linux programs`, {
    hint: `${build} To publish it for ${nameOf(os)} all the same, name it under \`platforms\`: ${formatPlatform(platform)}.`,
  });
}

const SYSTEM_NAMES: Readonly<Record<string, string>> = {
  netbsd: 'NetBSD',
  openbsd: 'OpenBSD',
  freebsd: 'FreeBSD',
  dragonfly: 'DragonFly BSD',
  android: 'Android',
  solaris: 'Solaris',
  illumos: 'illumos',
};

function nameOf(os: string): string {
  return SYSTEM_NAMES[os] ?? os;
}

function goSystem(go: GoBuildInfo | undefined): string | undefined {
  const system = go?.settings.GOOS ?? '';
  return /^[a-z][a-z0-9]{1,15}$/.test(system) ? system : undefined;
}

/** Go's linker leaves no attributes, only its setting: `7`, since Go 1.22 also `7,softfloat`. */
function goArmVariant(go: GoBuildInfo | undefined): string | undefined {
  const level = go?.settings.GOARM?.split(',')[0];
  return level !== undefined && /^[5-7]$/.test(level) ? `v${level}` : undefined;
}

/** What the image will say: the stated platform where the file agrees with it. */
export function agreedPlatform(name: string, found: FoundPlatform, stated: Platform | undefined): Platform {
  const { platform, needs } = found;
  if (stated === undefined) return platform;
  const sameMachine = stated.os === platform.os && stated.architecture === platform.architecture;
  if (!sameMachine) throw contradiction(name, stated, platform);
  if (stated.variant === undefined) return platform;
  // A newer processor runs the code of an older one, never the other way round.
  if (needs !== undefined && stated.variant < needs) throw contradiction(name, stated, { ...platform, variant: needs });
  return stated;
}

function contradiction(name: string, stated: Platform, found: Platform): ActionError {
  const [wanted, real] = [formatPlatform(stated), formatPlatform(found)];
  return new ActionError('binary', `${name} is given as ${wanted}, but the file is built for ${real}`, {
    hint: `Write \`${real}=${name}\` under \`binary\`, or build it for ${wanted}.`,
  });
}
