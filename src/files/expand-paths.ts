import { lstatSync, type readdir } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ActionError } from '../errors.ts';
import { printable } from '../printable.ts';
import { compareBytes } from './byte-order.ts';
import { readdirThroughLinks, readdirWithLinksAsFiles } from './glob-readdir.ts';
import { forwardSlashes, splitPattern } from './path-pattern.ts';
import { unreadable } from './unreadable.ts';

export interface FoundPath {
  /** As the user could have written it. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
}

export interface Expansion {
  /** Whether the text was a pattern: then any number of paths may come of it. */
  readonly pattern: boolean;
  /** The directory that a pattern with `**` keeps the structure of; absolute. */
  readonly base: string;
  readonly found: readonly FoundPath[];
}

export interface ExpandOptions {
  /** Where relative paths begin. */
  readonly directory: string;
  /** Whether directories match, too; never for `**`, which means the files below. */
  readonly directories?: boolean;
}

/**
 * The paths that a text names: the one that it spells, or those that match it, in the order of their bytes.
 * No match is an error. Nothing is said about what is there: a broken link is found, too.
 */
export async function expandPaths(text: string, { directory, directories = false }: ExpandOptions): Promise<Expansion> {
  const literal = await literalPath(text, directory);
  if (literal !== undefined) return literal;
  const { glob, isDynamicPattern } = await globs();
  const { base, rest } = splitPattern(forwardSlashes(text), isDynamicPattern);
  const cwd = resolve(directory, base);
  const deep = rest.includes('**');
  const matching = (onlyFiles: boolean) =>
    glob([rest], {
      cwd,
      dot: true,
      expandDirectories: false,
      onlyFiles,
      fs: { readdir: (deep ? readdirWithLinksAsFiles : readdirThroughLinks) as typeof readdir },
    }).catch(async (thrown: unknown) => {
      throw await unreadable(text, cwd, thrown);
    });
  const matches = await matching(!directories || deep);
  if (matches.length === 0 && (await matching(false)).length > 0) throw onlyDirectories(text);
  if (matches.length === 0) throw await noMatch(text, cwd);
  const names = matches.map((match) => match.replace(/\/$/, '')).sort(compareBytes);
  return { pattern: true, base: cwd, found: names.map((name) => ({ name: join(base, name), path: join(cwd, name) })) };
}

/** What exists under the very name is meant, even where the name looks like a pattern. */
async function literalPath(text: string, directory: string): Promise<Expansion | undefined> {
  const slashed = forwardSlashes(text);
  for (const name of [text, slashed]) {
    const path = resolve(directory, name);
    if (exists(path)) return { pattern: false, base: path, found: [{ name, path }] };
  }
  const { isDynamicPattern } = await globs();
  if (isDynamicPattern(slashed)) return undefined;
  const path = resolve(directory, slashed);
  return { pattern: false, base: path, found: [{ name: slashed, path }] };
}

/** Loaded where something is no plain path: most runs name their files. */
function globs() {
  return import('tinyglobby');
}

function exists(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

function onlyDirectories(text: string): ActionError {
  const pattern = printable(text.replace(/\/+$/, ''));
  return new ActionError('file', `"${pattern}" matches directories only`, {
    hint: `Name the files in them, as in ${pattern}/*.`,
  });
}

async function noMatch(text: string, base: string): Promise<ActionError> {
  const missing = await lstat(base).then(
    () => undefined,
    (thrown: unknown) => unreadable(base, base, thrown),
  );
  return new ActionError('file', `Nothing matches "${printable(text)}"`, {
    hint: missing === undefined ? `Looked in ${printable(base)}.` : `${missing.message}.`,
  });
}
