/** Put in by scripts/build.ts from package.json; absent where the sources run as they are, as in tests. */
declare const BUILD_VERSION: string | undefined;
declare const BUILD_URL: string | undefined;

/** Of package.json: `0.1.0`. */
export const VERSION = typeof BUILD_VERSION === 'undefined' ? 'development' : BUILD_VERSION;

const url = typeof BUILD_URL === 'undefined' ? 'https://github.com/' : BUILD_URL;

/** `from-scratch/0.1.0 (+https://github.com/…)`: Docker Hub and many firewalls refuse requests that do not say who asks. */
export const USER_AGENT = `from-scratch/${VERSION} (+${url})`;
