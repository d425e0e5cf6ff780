const ARCHIVE = /\.(?:tar|tar\.gz|tgz|tar\.zst|tzst)$/i;

/** Whether a file is a tar by its name, compressed or not. */
export function isArchiveName(name: string): boolean {
  return ARCHIVE.test(name);
}
