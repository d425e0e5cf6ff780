import { ActionError } from '../errors.ts';
import { formatPlatform, type Platform, parsePlatform } from '../oci/platform.ts';
import { printable } from '../printable.ts';
import { isObject, type Payload, textAt } from './event-payload.ts';
import { elementPosition, jsonFault } from './json-faults.ts';

/** A program that goreleaser has built. https://goreleaser.com/customization/general/artifacts/ */
export interface ArtifactBinary {
  /** Of the build: `id` in goreleaser's configuration. */
  readonly id: string;
  /** As goreleaser wrote it: relative to where it ran, with slashes. */
  readonly path: string;
  readonly platform: Platform;
}

export interface Artifacts {
  readonly binaries: readonly ArtifactBinary[];
  /** Platforms of what is for other systems, as goreleaser names them. */
  readonly otherSystems: readonly string[];
  /** Of several for one platform, those that no image gets, as sentences name them. */
  readonly leftOut: readonly string[];
}

/** goreleaser's metadata.json, as far as it says something. */
export interface ReleaseMetadata {
  /** Without `v`. */
  readonly version?: string;
  readonly tag?: string;
  readonly commit?: string;
  /** Seconds since 1970 at which goreleaser ran. */
  readonly time?: number;
}

/** More than any release has; each is looked for on the disk. */
const MOST_BINARIES = 500;

interface Found extends ArtifactBinary {
  /** goamd64, goarm64, gomips, …: what a processor of the architecture must be able to do. */
  readonly level: string;
}

/**
 * Reads artifacts.json as goreleaser 1 and 2 write it.
 * @param document its path, for messages
 * @param systems that are wanted: `linux`
 */
export function readArtifacts(text: string, document: string, systems: readonly string[]): Artifacts {
  const value = parseJson(text, document);
  if (!Array.isArray(value)) throw fault(document, { line: 1, column: 1 }, 'is not a list of artifacts');
  const all = value.flatMap((entry: unknown, index): Found | Found[] => {
    try {
      return binaryOf(entry) ?? [];
    } catch (thrown) {
      if (!(thrown instanceof ActionError)) throw thrown;
      throw fault(document, elementPosition(text, index), thrown.message);
    }
  });
  const unique = [...new Map(all.toReversed().map((one) => [one.path, one])).values()].toReversed();
  const wanted = unique.filter(({ platform }) => systems.includes(platform.os));
  if (wanted.length > MOST_BINARIES)
    throw fault(document, { line: 1, column: 1 }, `has ${wanted.length} binaries; ${MOST_BINARIES} are the most`);
  const others = unique.filter((one) => !wanted.includes(one)).map(({ platform }) => formatPlatform(platform));
  return { ...onePerPlatform(wanted), otherSystems: [...new Set(others)].sort() };
}

export function readReleaseMetadata(text: string, document: string): ReleaseMetadata {
  const value = parseJson(text, document);
  if (!isObject(value)) throw fault(document, { line: 1, column: 1 }, 'is not an object');
  const milliseconds = Date.parse(textAt(value, 'date') ?? '');
  const commit = textAt(value, 'commit');
  const found = {
    version: textAt(value, 'version')?.replace(/^v/, ''),
    tag: textAt(value, 'tag'),
    commit: commit !== undefined && /^[0-9a-f]{40,64}$/.test(commit) ? commit : undefined,
    time: milliseconds >= 0 ? Math.floor(milliseconds / 1000) : undefined,
  };
  return Object.fromEntries(Object.entries(found).filter(([, one]) => one !== undefined));
}

function parseJson(text: string, document: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw fault(document, jsonFault(text), 'is not JSON from here on');
  }
}

function fault(document: string, { line, column }: { line: number; column: number }, what: string): ActionError {
  return new ActionError('input', `binary: ${printable(document, 200)}:${line}:${column}: ${what}`, {
    hint: 'Let goreleaser write it anew, or name the binaries themselves.',
  });
}

/** An archive of the format `binary` is listed as a binary again, with the same path. */
function binaryOf(entry: unknown): Found | undefined {
  if (!isObject(entry)) throw new ActionError('input', 'is not an artifact, which is an object');
  if (entry['type'] !== 'Binary') return undefined;
  const path = pathOf(entry);
  const id = textAt(entry, 'extra.ID') ?? textAt(entry, 'extra.Binary') ?? textAt(entry, 'name') ?? '';
  const goarch = required(entry, 'goarch');
  return {
    id,
    path,
    platform: platformOf(required(entry, 'goos'), goarch, textAt(entry, 'goarm')),
    level: levelOf(entry),
  };
}

/** Without what leads elsewhere: neither a place above nor a drive. */
function pathOf(entry: Payload): string {
  const path = required(entry, 'path').replaceAll('\\', '/');
  const wrong = path.includes('\0') || path.split('/').includes('..') || path.length > 4096;
  if (wrong) throw new ActionError('input', `has the path "${printable(path, 200)}", which leads out of the workspace`);
  return path;
}

function required(entry: Payload, key: string): string {
  const text = textAt(entry, key);
  if (text === undefined) throw new ActionError('input', `is a binary without "${key}"`);
  return text;
}

/** `goarm` is `7` or `7,hardfloat`. */
function platformOf(goos: string, goarch: string, goarm: string | undefined): Platform {
  const variant = goarch === 'arm' ? /^[5-7]/.exec(goarm ?? '')?.[0] : undefined;
  return parsePlatform([goos, goarch, ...(variant === undefined ? [] : [`v${variant}`])].join('/'));
}

const LEVELS = ['goamd64', 'go386', 'goarm64', 'gomips', 'goppc64', 'goriscv64'] as const;

function levelOf(entry: Payload): string {
  return LEVELS.map((key) => textAt(entry, key) ?? '').join('');
}

/** What Go builds for where nothing is asked for: it runs everywhere, or nearly so. */
const DEFAULT_LEVELS: ReadonlySet<string> = new Set(['', 'v1', 'v8.0', 'sse2', 'hardfloat', 'power8', 'rva20u64']);

/** The lowest level is the plain platform, which every runtime asks for; higher ones of amd64 and arm64 have names of their own. */
function onePerPlatform(all: readonly Found[]): Pick<Artifacts, 'binaries' | 'leftOut'> {
  const keyOf = ({ id, platform }: Found) => `${formatPlatform(platform)} ${id}`;
  const sorted = [...new Set(all.map(keyOf))].map((key) => all.filter((one) => keyOf(one) === key).toSorted(byLevel));
  const others = sorted.flatMap(([, ...rest]) => rest);
  const named = others.filter(({ platform: { architecture } }) => /^a(?:md|rm)64$/.test(architecture));
  const binaries = [...sorted.flatMap(([first]) => first ?? []), ...named.map(withLevel)];
  const leftOut = others
    .filter((one) => !named.includes(one))
    .map(({ path, platform, level }) => `${path} (${formatPlatform(platform)}, ${level})`);
  return { binaries: binaries.map(({ id, path, platform }) => ({ id, path, platform })), leftOut };
}

function byLevel({ level: a }: Found, { level: b }: Found): number {
  const rank = (level: string) => (DEFAULT_LEVELS.has(level) ? 0 : 1);
  return rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0);
}

function withLevel(one: Found): Found {
  const { os, architecture } = one.platform;
  return { ...one, platform: parsePlatform(`${os}/${architecture}/${one.level.replace(/\.0$/, '')}`) };
}
