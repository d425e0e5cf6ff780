/** Put in by scripts/build.ts from package.json; absent where the sources run as they are, as in tests. */
declare const BUILD: { readonly version: string; readonly url: string } | undefined;

const build = typeof BUILD === 'undefined' ? { version: 'development', url: 'https://github.com/' } : BUILD;

/** Of package.json: `0.1.0`. */
export const VERSION = build.version;

/** `from-scratch/0.1.0 (+https://github.com/…)`: Docker Hub and many firewalls refuse requests that do not say who asks. */
export const USER_AGENT = `from-scratch/${build.version} (+${build.url})`;
