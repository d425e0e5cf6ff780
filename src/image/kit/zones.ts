import { posix } from 'node:path';
import { didYouMean } from '../../config/suggest.ts';
import { ProblemsError } from '../../errors.ts';
import type { Entry } from '../../rootfs/entry.ts';
import type { Assets } from './assets.ts';
import type { Choice } from './auto.ts';
import { type KitPart, kitFile, kitLink, kitSubtree, leftOut } from './kit-part.ts';
import { ZONE_ROOT, type ZoneArchive, type ZoneSet, zonesIn } from './zone-set.ts';

export interface ZoneRequest {
  /** The zones asked for; undefined means all. */
  readonly names: readonly string[] | undefined;
  /** Nothing else of the image can lie among the zones, or mean one of them. */
  readonly alone: boolean;
}

export async function zonesPart(
  { included, reason }: Choice,
  { names, alone }: ZoneRequest,
  assets: Assets,
): Promise<KitPart> {
  if (!included) return leftOut('zones', reason);
  const archive = await assets.zoneinfo();
  const entries = names === undefined && alone ? [kitSubtree(ZONE_ROOT, archive)] : singleEntries(names, archive);
  const count = names === undefined ? archive.count : entries.length;
  const detail = `${count} names, ${archive.origin}`;
  return { entries, decision: { part: 'zones', included, reason, detail, package: archive.package } };
}

function singleEntries(names: readonly string[] | undefined, archive: ZoneArchive): Entry[] {
  const set = zonesIn(archive);
  if (names === undefined) return zoneEntries(set);
  assertKnown(names, set, archive.origin);
  return zoneEntries(set, names);
}

/** Those of all names, or of a few that the set knows. */
export function zoneEntries(set: ZoneSet, names: readonly string[] = namesOf(set)): Entry[] {
  const wanted = new Set(names);
  return [...wanted].map((name) => zoneEntry(name, wanted, set));
}

/** A name that means another zone is a link where that zone is there too, else a file of its own. */
function zoneEntry(name: string, wanted: ReadonlySet<string>, { zones, links }: ZoneSet): Entry {
  const target = links.get(name);
  if (target !== undefined && wanted.has(target)) {
    return kitLink(`${ZONE_ROOT}/${name}`, posix.relative(posix.dirname(name), target));
  }
  return kitFile(`${ZONE_ROOT}/${name}`, zones.get(target ?? name) ?? Buffer.alloc(0));
}

function namesOf({ zones, links }: ZoneSet): string[] {
  return [...zones.keys(), ...links.keys()];
}

function assertKnown(names: readonly string[], set: ZoneSet, origin: string): void {
  const known = namesOf(set);
  const problems = [...new Set(names)]
    .filter((name) => !known.includes(name))
    .map((name) => `time-zones: ${origin} knows no zone "${name}"${didYouMean(name, known)}`);
  if (problems.length > 0) throw new ProblemsError('config', problems);
}
