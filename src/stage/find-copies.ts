import { posix } from 'node:path';
import { hasWildcards, matchesWhole, pathPattern } from '../dockerfile/wildcard.ts';
import { ActionError } from '../errors.ts';
import type { FileSource } from '../files/file-source.ts';
import { partsOf } from '../files/path-walk.ts';
import { followLinks, type SourceTree } from '../files/source-tree.ts';
import { printable } from '../printable.ts';

interface CopiedBase {
  /** Where it goes below the copy's own place, empty for that place. */
  readonly path: string;
  /** Where what it came from knows one: an archive. */
  readonly owner?: { readonly uid: number; readonly gid: number };
}

/** One thing that is copied. */
export type CopiedItem =
  | (CopiedBase & { readonly kind: 'directory'; readonly mode: number })
  | (CopiedBase & { readonly kind: 'file'; readonly mode: number; readonly content: FileSource; readonly elf: boolean })
  | (CopiedBase & { readonly kind: 'symlink'; readonly target: string });

export interface FoundCopy {
  /** As it is called where it was found, also where that is a link. */
  readonly name: string;
  /** Where it was found. */
  readonly path: string;
  readonly kind: 'file' | 'directory';
  readonly items: readonly CopiedItem[];
}

/** More than any image holds; a link cannot multiply them, as links are never walked. */
const MOST_ITEMS = 200_000;

/** What a source of COPY names in a tree, wildcards replaced; a link that is named itself is followed. */
export async function findCopies(
  tree: SourceTree,
  source: string,
  leftOut: (path: string) => boolean,
): Promise<FoundCopy[]> {
  const copies: FoundCopy[] = [];
  for (const path of await pathsOf(tree, source)) {
    const found = await followLinks(tree, path);
    const node = found === undefined ? undefined : await tree.look(found);
    if (found === undefined || node === undefined) continue;
    const kind = node.kind === 'directory' ? 'directory' : 'file';
    const name = posix.basename(path);
    if (kind === 'file' && leftOut(name)) continue;
    copies.push({ name, path, kind, items: await itemsAt(tree, found, leftOut) });
  }
  return copies;
}

/** Paths of the tree that a source means; one without wildcards means itself, whether it is there or not. */
export async function pathsOf(tree: SourceTree, source: string): Promise<string[]> {
  const parts = cleanParts(source);
  if (!hasWildcards(parts.join('/'))) return [parts.map((part) => part.replace(/\\(.)/g, '$1')).join('/')];
  const first = parts.findIndex(hasWildcards);
  const base = await followLinks(tree, parts.slice(0, first).join('/'));
  return base === undefined ? [] : await matching(tree, base, parts.slice(first));
}

async function matching(tree: SourceTree, directory: string, [pattern, ...rest]: readonly string[]): Promise<string[]> {
  if (pattern === undefined) return [directory];
  const tokens = pathPattern(pattern, false);
  if (tokens === undefined) {
    throw new ActionError('config', `"${printable(pattern, 100)}" is not a valid pattern`, {
      hint: 'A backslash before a bracket takes its meaning away.',
    });
  }
  if ((await tree.look(directory))?.kind !== 'directory') return [];
  const names = (await tree.list(directory)).filter((name) => matchesWhole(tokens, name));
  const found: string[] = [];
  for (const name of names)
    found.push(...(await matching(tree, directory === '' ? name : `${directory}/${name}`, rest)));
  return found;
}

/** `..` at the root leads nowhere else, as for a process whose root it is. */
function cleanParts(source: string): string[] {
  const parts: string[] = [];
  for (const part of partsOf(source)) {
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return parts;
}

/** A file, or all that is in a directory; links in it stay links and are never walked. */
export async function itemsAt(
  tree: SourceTree,
  root: string,
  leftOut: (path: string) => boolean,
): Promise<CopiedItem[]> {
  const items: CopiedItem[] = [];
  const visit = async (path: string, below: string): Promise<void> => {
    const node = await tree.look(path);
    if (node === undefined || (below !== '' && leftOut(below))) return;
    if (items.length >= MOST_ITEMS)
      throw new ActionError('file', `More than ${MOST_ITEMS} files are to be copied from ${printable(tree.name, 200)}`);
    if (node.kind === 'symlink') items.push({ kind: 'symlink', path: below, target: node.target });
    else if (node.kind === 'file')
      items.push({ kind: 'file', path: below, mode: node.mode, ...(await tree.open(path)) });
    else {
      items.push({ kind: 'directory', path: below, mode: node.mode });
      for (const name of await tree.list(path)) await visit(join(path, name), join(below, name));
    }
  };
  await visit(root, '');
  return items;
}

function join(directory: string, name: string): string {
  return directory === '' ? name : `${directory}/${name}`;
}
