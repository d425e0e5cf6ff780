import { formatPlatform, type Platform } from '../oci/platform.ts';
import type { Binary, GoBuildInfo } from './binary.ts';
import type { FoundPlatform } from './platform.ts';

interface Facts {
  readonly name: string;
  readonly found: FoundPlatform;
  readonly stated: Platform | undefined;
  readonly go: GoBuildInfo | undefined;
  readonly upx: boolean;
  readonly amd64Level: Binary['amd64Level'];
}

/** What a user should know and may well have wanted. */
export function warningsOf(facts: Facts): string[] {
  return [variant(facts), level(facts), modified(facts), packed(facts)].filter((text) => text !== undefined);
}

function variant({ name, found, stated }: Facts): string | undefined {
  if (found.variantGuessed && stated?.variant === undefined) {
    return `${name} does not say which ARM it needs; it is published as ${formatPlatform(found.platform)}. Write \`linux/arm/v6=${name}\` under \`binary\` if it is for another.`;
  }
  const lower =
    stated?.architecture === 'arm' && stated.variant !== undefined && stated.variant !== found.platform.variant;
  return lower && !found.variantGuessed
    ? `${name} is built for ${formatPlatform(found.platform)} and published as ${formatPlatform(stated)}, as stated: older processors that could run it will not find it.`
    : undefined;
}

function level({ name, amd64Level }: Facts): string | undefined {
  if (amd64Level !== 'v3' && amd64Level !== 'v4') return undefined;
  return `${name} needs x86-64-${amd64Level}: on an older processor it stops at once. The platform stays linux/amd64, since hosts ask for nothing else.`;
}

function modified({ name, go }: Facts): string | undefined {
  return go?.settings['vcs.modified'] === 'true'
    ? `${name} was built from a working tree with changes that are in no commit (vcs.modified=true). To Go, a file that is neither committed nor ignored is one, too: put what builds write into .gitignore.`
    : undefined;
}

function packed({ name, upx }: Facts): string | undefined {
  return upx
    ? `${name} is packed by UPX: it starts slower, its layer compresses no further, and scanners see no build information.`
    : undefined;
}
