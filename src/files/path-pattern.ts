import path, { type PlatformPath } from 'node:path';

/** What is part of a path's style: that of the machine where nothing is said. */
export type PathStyle = Pick<PlatformPath, 'sep' | 'isAbsolute'>;

/** Back slashes are how Windows writes paths; before a character of patterns they take its meaning away, where they are no separators. */
export function forwardSlashes(text: string, { sep }: PathStyle = path): string {
  return sep === '\\' ? text.replaceAll('\\', '/') : text.replace(/\\(?![*?[\]{}()!])/g, '/');
}

/** `dist/app_*` + `/x` is the directory `dist` and the pattern `app_*` + `/x` in it; `C:/*` is `C:/` and `*`. */
export function splitPattern(
  pattern: string,
  isDynamic: (part: string) => boolean,
  { isAbsolute }: PathStyle = path,
): { readonly base: string; readonly rest: string } {
  const parts = pattern.replace(/\/+$/, '').split('/');
  const first = parts.findIndex((part) => isDynamic(part));
  const cut = first < 0 ? parts.length - 1 : first;
  const base = parts.slice(0, cut).join('/').replace(/\\(.)/g, '$1');
  const root = isAbsolute(pattern) && !base.includes('/') ? `${base}/` : base;
  return { base: root, rest: parts.slice(cut).join('/') };
}
