import type { EntryDescription } from './description.ts';
import type { Problems } from './problems.ts';

/** Order, parents and links of a layer's entries. */
export function checkEntries(entries: readonly EntryDescription[], problems: Problems): void {
  const seen = new Map<string, EntryDescription>();
  let before = '';
  for (const entry of entries) {
    const { path, type, target = '' } = entry;
    problems.check(!seen.has(path), `${path} is there twice`);
    problems.check(Buffer.compare(Buffer.from(before), Buffer.from(path)) <= 0, `${path} comes after ${before}`);
    problems.check(isClean(path), `"${path}" is not a clean path`);
    problems.check(!path.slice(path.lastIndexOf('/') + 1).startsWith('.wh.'), `${path} would be read as a whiteout`);
    checkParent(path, seen, problems);
    if (type === 'symlink') problems.check(target !== '', `the link ${path} has no target`);
    if (type === 'hardlink')
      problems.check(seen.get(`/${target}`)?.type === 'file', `${path} links to no file before it`);
    problems.check(Number.isInteger(entry.mtime) && entry.mtime >= 0, `${path} has the time ${entry.mtime}`);
    seen.set(path, entry);
    before = path;
  }
}

function isClean(path: string): boolean {
  const parts = path.slice(1).split('/');
  return parts.every((part) => part !== '' && part !== '.' && part !== '..') && !path.includes('\0');
}

function checkParent(path: string, seen: ReadonlyMap<string, EntryDescription>, problems: Problems): void {
  const parent = path.slice(0, path.lastIndexOf('/'));
  if (parent === '') return;
  problems.check(seen.get(parent)?.type === 'directory', `${path} has no directory entry for ${parent} before it`);
}
