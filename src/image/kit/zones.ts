import { posix } from 'node:path';
import { didYouMean } from '../../config/suggest.ts';
import { ProblemsError } from '../../errors.ts';
import type { Entry } from '../../rootfs/entry.ts';
import type { Assets } from './assets.ts';
import type { Choice } from './auto.ts';
import { type KitPart, kitFile, kitLink, leftOut } from './kit-part.ts';
import type { ZoneSet } from './zone-set.ts';

/** Where Go, glibc, musl and the rest look first. */
const ROOT = 'usr/share/zoneinfo';

/** @param names the zones asked for; undefined means all */
export async function zonesPart(
  { included, reason }: Choice,
  names: readonly string[] | undefined,
  assets: Assets,
): Promise<KitPart> {
  if (!included) return leftOut('zones', reason);
  const set = await assets.zoneinfo();
  const wanted = new Set(names ?? [...set.zones.keys(), ...set.links.keys()]);
  assertKnown(wanted, set);
  return {
    entries: [...wanted].map((name) => zoneEntry(name, wanted, set)),
    decision: { part: 'zones', included, reason, detail: `${wanted.size} names, ${set.origin}` },
  };
}

/** A name that means another zone is a link where that zone is there too, else a file of its own. */
function zoneEntry(name: string, wanted: ReadonlySet<string>, { zones, links }: ZoneSet): Entry {
  const target = links.get(name);
  if (target !== undefined && wanted.has(target)) {
    return kitLink(`${ROOT}/${name}`, posix.relative(posix.dirname(name), target));
  }
  return kitFile(`${ROOT}/${name}`, zones.get(target ?? name) ?? Buffer.alloc(0));
}

function assertKnown(wanted: ReadonlySet<string>, { zones, links, origin }: ZoneSet): void {
  const known = [...zones.keys(), ...links.keys()];
  const problems = [...wanted]
    .filter((name) => !zones.has(name) && !links.has(name))
    .map((name) => `time-zones: ${origin} knows no zone "${name}"${didYouMean(name, known)}`);
  if (problems.length > 0) throw new ProblemsError('config', problems);
}
