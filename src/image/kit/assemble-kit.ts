import type { Evidence } from '../../binary/binary.ts';
import type { ConfigBlock } from '../../config/config-block.ts';
import type { Entry } from '../../rootfs/entry.ts';
import type { Assets } from './assets.ts';
import { choose } from './auto.ts';
import { certificatesPart } from './certificates.ts';
import type { KitDecision, KitPart } from './kit-part.ts';
import type { PemFile } from './pem.ts';
import { nsswitchPart, temporaryDirectoryPart, usersPart } from './users.ts';
import { zonesPart } from './zones.ts';

export type KitOptions = Pick<ConfigBlock, 'kit' | 'users' | 'tmp' | 'caCertificates' | 'timeZones' | 'nsswitch'> & {
  /** Whether there are /etc/passwd and /etc/group; absent: there are. */
  readonly accounts?: boolean;
};

export interface KitRequest {
  readonly options: KitOptions;
  /** Of the binaries of all platforms: they share one kit. */
  readonly evidence: readonly Evidence[];
  /** The files that `ca-certificates` names, in its order. */
  readonly pemFiles: readonly PemFile[];
  /** The config block names no path of the image: what a part brings needs no comparing with anything. */
  readonly alone: boolean;
  /** Milliseconds since 1970, for warnings about expired certificates; changes nothing else. */
  readonly now: number;
}

export interface Kit {
  readonly entries: readonly Entry[];
  readonly decisions: readonly KitDecision[];
  readonly warnings: readonly string[];
}

/** The paths of the PEM files that `ca-certificates` names. */
export function pemPathsOf({ kit, caCertificates }: KitOptions): readonly string[] {
  return kit && Array.isArray(caCertificates) ? caCertificates.filter((name: string) => name !== 'public') : [];
}

/** What a program expects to find beside itself. The same options give the same bytes, on any day and for any binary. */
export async function assembleKit(
  { options, evidence, pemFiles, alone, now }: KitRequest,
  assets: Assets,
): Promise<Kit> {
  if (!options.kit) return { entries: [], decisions: [], warnings: [] };
  const { users, tmp, caCertificates, timeZones, nsswitch } = options;
  const publicBundle = !Array.isArray(caCertificates) || caCertificates.includes('public');
  const parts: readonly KitPart[] = [
    ...(options.accounts === false ? [] : [usersPart(users)]),
    temporaryDirectoryPart(tmp),
    await certificatesPart(
      choose('ca-certificates', caCertificates, evidence, 'certificates'),
      { publicBundle, files: pemFiles, now },
      assets,
    ),
    await zonesPart(
      choose('time-zones', timeZones, evidence, 'zones'),
      { names: Array.isArray(timeZones) ? timeZones : undefined, alone },
      assets,
    ),
    nsswitchPart(choose('nsswitch', nsswitch, evidence, 'nsswitch')),
  ];
  return {
    entries: parts.flatMap(({ entries }) => entries),
    decisions: parts.map(({ decision }) => decision),
    warnings: parts.flatMap(({ warnings }) => warnings ?? []),
  };
}

/** The kit without what `files` puts in its place; a directory that something is copied into stays. */
export function withoutReplaced(kit: readonly Entry[], files: readonly Entry[]): Entry[] {
  const paths = new Set(kit.map(({ path }) => path));
  const placed = new Map(files.filter(({ path }) => paths.has(path)).map((entry) => [entry.path, entry]));
  return kit.filter((entry) => {
    const other = placed.get(entry.path);
    return other === undefined || (entry.type === 'directory' && other.type === 'directory');
  });
}
