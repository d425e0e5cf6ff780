/** The one way in which this project writes JSON documents: keys in the order given, no white space, UTF-8. */
export function jsonBytes(document: unknown): Buffer {
  return Buffer.from(JSON.stringify(document), 'utf8');
}

/** A map with its keys in byte order, so that the order in which labels were given does not change a digest. */
export function sortedMap<T>(map: Readonly<Record<string, T>>): Record<string, T> {
  const entries = Object.entries(map).sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return Object.fromEntries(entries);
}
