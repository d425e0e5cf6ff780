import { isObject, jsonObject } from '../../registry/protocol/json-object.ts';

/** Their keys are data and not names of fields, so case counts. */
const MAPS: ReadonlySet<string> = new Set(['Labels', 'annotations', 'ExposedPorts', 'Volumes']);

/** A string, and the colon that makes it a key. */
const STRING = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/gs;

/**
 * The object that a document is for every reader. Runtimes are written in Go, whose JSON takes names of fields in any case
 * and lets the last one count: `"User": "65532", "user": ""` runs as root. Undefined for such a document.
 * https://pkg.go.dev/encoding/json#Unmarshal
 */
export function unambiguousObject(bytes: Buffer): Record<string, unknown> | undefined {
  const document = jsonObject(bytes);
  if (document === undefined || !hasDistinctFields(document)) return undefined;
  return writtenKeys(bytes.toString()) === countKeys(document) ? document : undefined;
}

function hasDistinctFields(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(hasDistinctFields);
  if (!isObject(value)) return true;
  const entries = Object.entries(value);
  const distinct = new Set(entries.map(([key]) => folded(key))).size === entries.length;
  return distinct && entries.every(([key, inner]) => MAPS.has(key) || hasDistinctFields(inner));
}

/** Both ways: Go takes the long s (U+017F) for an s, and the sign for Kelvin (U+212A) for a k. */
function folded(key: string): string {
  return key.toUpperCase().toLowerCase();
}

function writtenKeys(text: string): number {
  let count = 0;
  for (const [, colon] of text.matchAll(STRING)) if (colon !== undefined) count += 1;
  return count;
}

/** Of two equal keys, JSON.parse keeps one. */
function countKeys(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce((sum: number, inner) => sum + countKeys(inner), own);
}
