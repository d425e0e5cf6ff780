/** The time zone database: compiled zones (TZif) and the names that mean another zone. */
export interface ZoneSet {
  /** `tzdata 2026f`. */
  readonly origin: string;
  readonly zones: ReadonlyMap<string, Uint8Array>;
  /** Name to the name of a zone, never to another link. */
  readonly links: ReadonlyMap<string, string>;
}

/** The first line of a packed set: sizes of the zones in the order in which their bytes follow, and the links. */
interface Contents {
  readonly zones: Record<string, number>;
  readonly links: Record<string, string>;
}

/** One line of JSON, then the bytes of every zone, one after the other: packs to a third of the single files' sizes. */
export function packZoneSet({ zones, links }: Omit<ZoneSet, 'origin'>): Buffer {
  const contents: Contents = {
    zones: Object.fromEntries([...zones].map(([name, bytes]) => [name, bytes.length])),
    links: Object.fromEntries(links),
  };
  return Buffer.concat([Buffer.from(`${JSON.stringify(contents)}\n`), ...zones.values()]);
}

export function parseZoneSet(packed: Buffer, origin: string): ZoneSet {
  const start = packed.indexOf('\n') + 1;
  const contents: Contents = JSON.parse(packed.toString('utf8', 0, start));
  const zones = new Map<string, Uint8Array>();
  let offset = start;
  for (const [name, size] of Object.entries(contents.zones)) {
    zones.set(name, packed.subarray(offset, offset + size));
    offset += size;
  }
  return { origin, zones, links: new Map(Object.entries(contents.links)) };
}
