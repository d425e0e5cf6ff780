import { ActionError } from '../errors.ts';

/** https://github.com/opencontainers/image-spec/blob/main/image-index.md: `variant` is absent where the field knows none. */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
}

const PART = /^[a-z0-9][a-z0-9._-]*$/;

/** What people write for an architecture, and its name in an image. https://github.com/containerd/platforms/blob/main/database.go */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['x86_64', 'amd64'],
  ['x86-64', 'amd64'],
  ['i386', '386'],
  ['i686', '386'],
  ['aarch64', 'arm64'],
  ['armhf', 'arm/v7'],
  ['armel', 'arm/v6'],
  ['loongarch64', 'loong64'],
]);

/** The variants that mean "no variant" to everyone who asks for an image. */
function normalVariant(architecture: string, variant: string | undefined): string | undefined {
  if (architecture === 'arm64' && (variant === 'v8' || variant === '8')) return undefined;
  if (architecture === 'amd64' && variant === 'v1') return undefined;
  if (architecture === 'arm' && variant !== undefined && /^[5-8]$/.test(variant)) return `v${variant}`;
  return variant;
}

/** Reads `os/architecture[/variant]`, as `linux/arm64` or `linux/arm/v7`. */
export function parsePlatform(text: string): Platform {
  const [os = '', named = '', third, ...rest] = text.trim().toLowerCase().split('/');
  const [architecture = '', implied] = (ALIASES.get(named) ?? named).split('/');
  const variant = normalVariant(architecture, third ?? implied);
  const parts = [os, architecture, ...(variant === undefined ? [] : [variant])];
  if (rest.length > 0 || !parts.every((part) => PART.test(part))) {
    throw new ActionError('input', `"${text}" is not a platform`, { hint: 'Write it as linux/amd64 or linux/arm/v7.' });
  }
  return variant === undefined ? { os, architecture } : { os, architecture, variant };
}

export function formatPlatform({ os, architecture, variant }: Platform): string {
  return variant === undefined ? `${os}/${architecture}` : `${os}/${architecture}/${variant}`;
}

export function samePlatform(a: Platform, b: Platform): boolean {
  return formatPlatform(a) === formatPlatform(b);
}

/** Those of one list that another one does not have. */
export function platformsWithout(all: readonly Platform[], some: readonly Platform[]): Platform[] {
  return all.filter((one) => !some.some((other) => samePlatform(one, other)));
}

/** The order of the manifests in an index: by the platform's text, so that the order of inputs does not matter. */
export function comparePlatforms(a: Platform, b: Platform): number {
  const [left, right] = [formatPlatform(a), formatPlatform(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}
