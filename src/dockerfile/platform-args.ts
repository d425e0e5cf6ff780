import { formatPlatform, type Platform } from '../oci/platform.ts';

/** Whatever machine runs the job: an image must not depend on it. */
const BUILD: Platform = { os: 'linux', architecture: 'amd64' };

/** https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope */
export function platformArgs(target: Platform): ReadonlyMap<string, string> {
  return new Map([...named('TARGET', target), ...named('BUILD', BUILD), ['TARGETSTAGE', 'default']]);
}

function named(prefix: string, platform: Platform): [string, string][] {
  return [
    [`${prefix}PLATFORM`, formatPlatform(platform)],
    [`${prefix}OS`, platform.os],
    [`${prefix}ARCH`, platform.architecture],
    [`${prefix}VARIANT`, platform.variant ?? ''],
  ];
}
