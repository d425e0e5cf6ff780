import type { FileSpec } from '../config/config-block.ts';
import { ActionError } from '../errors.ts';
import type { SourceFinder } from '../files/find-sources.ts';
import type { FoundSources } from '../files/found-sources.ts';
import { formatPlatform, type Platform } from '../oci/platform.ts';

/**
 * The sources of one entry for a platform. `{{variant}}` is what OCI says, and where nothing is under that name, what
 * goreleaser's folders have: `arm_7`, `amd64_v1`, `arm64_v8.0`.
 */
export async function findFor(
  spec: Extract<FileSpec, { type: 'copy' }>,
  platform: Platform,
  find: SourceFinder,
): Promise<FoundSources> {
  const kept = spec.mode === 'keep' || spec.owner === 'keep';
  const options = {
    ...(spec.exclude === undefined ? {} : { exclude: spec.exclude }),
    ...(kept ? { stats: true } : {}),
    ...(spec.dst === '/' ? { toRoot: true } : {}),
    ...(spec.unpack !== false && !ARCHIVE_FILE.test(spec.dst) ? { unpack: true } : {}),
  };
  const [first = '', ...others] = variantsOf(spec.src, platform);
  try {
    return ofArchitecture(await find(first, options), spec.src, platform);
  } catch (error) {
    for (const src of others) {
      const found = await find(src, options).catch(missing);
      if (found !== undefined) return ofArchitecture(found, spec.src, platform);
    }
    throw error;
  }
}

/** A destination with such a name is a tar itself, and no directory that one is unpacked to. */
const ARCHIVE_FILE = /\.(?:tar|tgz|tzst|tar\.[a-z0-9]+)$/i;

function missing(error: unknown): undefined {
  if (!(error instanceof ActionError)) throw error;
}

const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = { amd64: ['v1'], arm64: ['v8', 'v8.0'] };

function variantsOf(src: string, platform: Platform): string[] {
  const { architecture, variant } = platform;
  if (!src.includes('{{variant}}')) return [expandPlatform(src, platform)];
  const others = variant === undefined ? (OTHER_NAMES[architecture] ?? []) : [variant.replace(/^v/, '')];
  return [variant, ...others].map((text) => expandPlatform(src.replaceAll('{{variant}}', text ?? ''), platform));
}

/** `{{os}}`, `{{arch}}`, `{{variant}}` and `{{platform}}` as those of a platform. */
export function expandPlatform(src: string, platform: Platform): string {
  return src
    .replaceAll('{{os}}', platform.os)
    .replaceAll('{{arch}}', platform.architecture)
    .replaceAll('{{variant}}', platform.variant ?? '')
    .replaceAll('{{platform}}', formatPlatform(platform));
}

/** Architectures whose names begin with another one's: `{{arch}}*` for arm must not take what is for arm64. */
const LONGER: Readonly<Record<string, RegExp>> = {
  arm: /arm(?!64)/,
  mips: /mips(?!64|le|el)/,
  mips64: /mips64(?!le|el)/,
  mipsle: /mipsle/,
  ppc64: /ppc64(?!le)/,
};

function ofArchitecture(found: FoundSources, src: string, { architecture }: Platform): FoundSources {
  const own = LONGER[architecture];
  if (own === undefined || found.single || !/\{\{arch\}\}[^/]*\*/.test(src)) return found;
  const isOwn = (path: string) => own.test(path) || !path.includes(architecture);
  const sources = found.sources.filter((source) => isOwn(source.path));
  if (sources.length > 0) return { ...found, sources };
  throw new ActionError(
    'file',
    `Nothing matches "${src}" for ${architecture}: what there is, is for another architecture`,
  );
}
