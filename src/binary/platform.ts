import { ActionError } from '../errors.ts';
import { formatPlatform, type Platform } from '../oci/platform.ts';
import { amd64LevelOf } from './amd64-level.ts';
import { architectureOf } from './architecture.ts';
import { readArmVariant } from './arm-attributes.ts';
import type { GoBuildInfo } from './binary.ts';
import type { ElfFile } from './elf/elf-file.ts';
import type { Note } from './elf/notes.ts';

/** EI_OSABI; 0 and 3 are what Linux programs carry. */
const SYSTEM_BY_ABI: Readonly<Record<number, string>> = {
  2: 'netbsd',
  6: 'solaris',
  9: 'freebsd',
  12: 'openbsd',
};
const SYSTEM_BY_NOTE: Readonly<Record<string, string>> = {
  NetBSD: 'netbsd',
  OpenBSD: 'openbsd',
  FreeBSD: 'freebsd',
  DragonFly: 'dragonfly',
};

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
  const os = goSystem(go) ?? systemOf(file, notes);
  if (architecture !== 'arm') {
    const needs = architecture === 'amd64' ? amd64LevelOf(notes, go) : undefined;
    return { platform: { os, architecture }, variantGuessed: false, ...(needs === undefined ? {} : { needs }) };
  }
  const needs = goArmVariant(go) ?? (await readArmVariant(file));
  // containerd takes an ARM image without variant for v7: https://github.com/containerd/platforms/blob/main/database.go
  if (needs === undefined) return { platform: { os, architecture, variant: 'v7' }, variantGuessed: true };
  return { platform: { os, architecture, variant: needs }, variantGuessed: false, needs };
}

function systemOf(file: ElfFile, notes: readonly Note[]): string {
  const noted = notes.map(({ owner }) => SYSTEM_BY_NOTE[owner]).find((system) => system !== undefined);
  return noted ?? SYSTEM_BY_ABI[file.header.osAbi] ?? 'linux';
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
