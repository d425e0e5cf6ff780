import type { ImageConfig } from '../../oci/image-config.ts';
import { formatPlatform, type Platform, parsePlatform } from '../../oci/platform.ts';

/** Labels that a run writes by itself; they say where an image comes from, not what it is. https://github.com/opencontainers/image-spec/blob/main/annotations.md */
const AUTOMATIC_LABELS: ReadonlySet<string> = new Set(
  ['title', 'description', 'source', 'url', 'documentation', 'version', 'revision', 'created', 'licenses'].map(
    (name) => `org.opencontainers.image.${name}`,
  ),
);

/**
 * Whether two sets of images would run alike: the same platforms, and for each the same layers and the same runtime
 * configuration. `created`, history, annotations and automatic labels do not count; `chosenLabels` do.
 */
export function sameContent(
  ours: readonly ImageConfig[],
  theirs: readonly ImageConfig[],
  chosenLabels: ReadonlySet<string>,
): boolean {
  const texts = (configs: readonly ImageConfig[]) => configs.map((config) => contentText(config, chosenLabels)).sort();
  return JSON.stringify(texts(ours)) === JSON.stringify(texts(theirs));
}

function contentText(image: ImageConfig, chosenLabels: ReadonlySet<string>): string {
  const parts = [settingsOf(image), countedLabels(image, chosenLabels)];
  return JSON.stringify(inOrder([formatPlatform(platformOf(image)), ...parts, others(image)]));
}

/** The labels that are part of what an image is. */
export function countedLabels({ config }: ImageConfig, chosenLabels: ReadonlySet<string>): Record<string, string> {
  const counted = Object.entries(config.Labels ?? {}).filter(
    ([key]) => chosenLabels.has(key) || !AUTOMATIC_LABELS.has(key),
  );
  return Object.fromEntries(counted);
}

/** What a configuration says beside labels, each setting as a text that is equal where it means the same. */
export function settingsOf({ config }: ImageConfig): Record<string, string> {
  const said = Object.entries(config).filter(([key, value]) => key !== 'Labels' && isSet(value));
  return Object.fromEntries(said.map(([key, value]) => [key, JSON.stringify(inOrder(value))]));
}

/** Told apart from what is compared by itself, and from what says how an image was made. */
const LOOKED_AT: ReadonlySet<string> = new Set([
  ...['os', 'architecture', 'variant', 'config'],
  ...['created', 'author', 'history'],
]);

/** The root file system, and what this action never writes: `os.features`, or a field under its name in another case. */
function others(image: ImageConfig): unknown {
  return Object.fromEntries(Object.entries(image).filter(([key, value]) => !LOOKED_AT.has(key) && isSet(value)));
}

/** Other tools write `"Entrypoint": null`, `"Hostname": ""` and `"Volumes": {}` for what is not set. */
function isSet(value: unknown): boolean {
  const empty = typeof value === 'object' && value !== null && Object.keys(value).length === 0;
  return value !== null && value !== undefined && value !== '' && value !== false && !empty;
}

/** The platform that a configuration or an index names, `arm64/v8` and its like in their usual form. */
export function platformOf({ os, architecture, variant }: Platform): Platform {
  const platform = { os, architecture, ...(variant ? { variant } : {}) };
  try {
    return parsePlatform(formatPlatform(platform));
  } catch {
    return platform;
  }
}

/** Deeper than any configuration goes, and far from the end of the stack. */
const MAX_DEPTH = 32;

/** Maps as lists of their entries, sorted by key, at every depth. */
function inOrder(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return value;
  if (Array.isArray(value)) return value.map((inner) => inOrder(inner, depth + 1));
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, inOrder(inner, depth + 1)]);
}
