import type { EntryDescription, ImageDescription, Json, LayerDescription } from '../testing/oracle/description.ts';

/** More entries than anybody reads: zone files. */
const SHOWN = 12;

/** An image as lines of text: platforms, their configuration, layers and what is in them. */
export function describeImage({ platforms }: ImageDescription): string[] {
  return platforms.flatMap(({ platform, digest, layers, config }) => [
    `${platform}  ${digest}`,
    ...describeConfig(config),
    ...layers.flatMap((layer, place) => describeLayer(place, layer)),
  ]);
}

function describeConfig({ config }: Json): string[] {
  return Object.entries((config ?? {}) as Json).flatMap(([name, value]) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`  ${name}: ${asText(value)}`];
    return [`  ${name}:`, ...Object.entries(value).map(([key, inner]) => `    ${key}: ${asText(inner)}`)];
  });
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function describeLayer(place: number, { digest, diffId, size, entries = [] }: LayerDescription): string[] {
  const rest = entries.length - SHOWN;
  return [
    `  layer ${place + 1}: ${digest}, ${size} bytes`,
    `    diff id ${diffId}`,
    ...entries.slice(0, SHOWN).map((entry) => `    ${describeEntry(entry)}`),
    ...(rest > 0 ? [`    … and ${rest} more`] : []),
  ];
}

function describeEntry({ type, path, mode, uid, gid, size, target }: EntryDescription): string {
  const kind = { file: '-', directory: 'd', symlink: 'l', hardlink: 'h' }[type];
  const link = target === undefined ? '' : ` -> ${target}`;
  return `${kind} ${mode.toString(8).padStart(4, '0')} ${uid}:${gid} ${String(size).padStart(9)} ${path}${link}`;
}
