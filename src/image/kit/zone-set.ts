import { posix } from 'node:path';
import type { AssetPackage } from './kit-part.ts';

/** Where Go, glibc, musl and the rest look first. */
export const ZONE_ROOT = 'usr/share/zoneinfo';

/** The time zone database as an asset: what a layer's tar holds of the directory, after its own header. */
export interface ZoneArchive {
  /** `tzdata 2026f`. */
  readonly origin: string;
  readonly tar: Buffer;
  /** Zones and links. */
  readonly count: number;
  /** Bytes of the zones. */
  readonly contentSize: number;
  readonly package: AssetPackage;
}

/** Compiled zones (TZif) and the names that mean another zone. */
export interface ZoneSet {
  readonly zones: ReadonlyMap<string, Uint8Array>;
  /** Name to the name of a zone, never to another link. */
  readonly links: ReadonlyMap<string, string>;
}

const BLOCK = 512;

/** Takes the archive apart. All its names fit into ustar headers. */
export function zonesIn({ tar }: Pick<ZoneArchive, 'tar'>): ZoneSet {
  const zones = new Map<string, Uint8Array>();
  const links = new Map<string, string>();
  for (let at = 0; at < tar.length; ) {
    const name = posix.relative(ZONE_ROOT, textAt(tar, at, 100));
    const size = Number.parseInt(textAt(tar, at + 124, 12), 8);
    const type = textAt(tar, at + 156, 1);
    const content = at + BLOCK;
    if (type === '0') zones.set(name, tar.subarray(content, content + size));
    if (type === '2') links.set(name, posix.join(posix.dirname(name), textAt(tar, at + 157, 100)));
    at = content + Math.ceil(size / BLOCK) * BLOCK;
  }
  return { zones, links };
}

/** Up to the first zero, or to the end of the field. */
function textAt(tar: Buffer, at: number, length: number): string {
  const end = tar.indexOf(0, at);
  return tar.toString('latin1', at, end < 0 ? at + length : Math.min(end, at + length));
}
