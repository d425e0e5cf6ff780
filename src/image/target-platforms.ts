import type { Binary } from '../binary/binary.ts';
import { comparePlatforms, formatPlatform, type Platform } from '../oci/platform.ts';

/** Of an image of files alone that names no platform: what every client takes. */
const DEFAULT_PLATFORM: Platform = { os: 'linux', architecture: 'amd64' };

/**
 * The platforms of an image, in the order of their names: those of the binaries; without one, what was asked for.
 * @param asked the input `platforms`; empty = not given
 */
export function targetPlatforms(binaries: readonly Pick<Binary, 'platform'>[], asked: readonly Platform[]): Platform[] {
  if (binaries.length > 0) return binaries.map(({ platform }) => platform).toSorted(comparePlatforms);
  const distinct = new Map(asked.map((platform) => [formatPlatform(platform), platform]));
  return asked.length === 0 ? [DEFAULT_PLATFORM] : [...distinct.values()].toSorted(comparePlatforms);
}
