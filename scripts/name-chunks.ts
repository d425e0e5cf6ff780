/** Gives the bundle's chunks names that stay the same from build to build, so that a change shows as a change of its file. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Metafile } from 'esbuild';

/**
 * esbuild tells chunks apart by a hash of their content. Here one is called after the source that it was made for, or, where several
 * sources share it, after the largest of them.
 * @param outdir holds `chunks/`
 * @returns the file of each output of esbuild
 */
export async function nameChunks(outdir: string, { outputs }: Metafile): Promise<ReadonlyMap<string, string>> {
  const names = chunkNames(outputs);
  const files = new Map<string, string>();
  for (const path of Object.keys(outputs)) {
    const file = join(outdir, names.has(basename(path)) ? 'chunks' : '.', basename(path));
    const code = await readFile(file, 'utf8');
    const renamed = code.replace(/"(\.{1,2}\/(?:chunks\/)?)([^"/]+\.js)"/g, (quoted, folder: string, name: string) => {
      const known = names.get(name);
      return known === undefined ? quoted : `"${folder}${known}"`;
    });
    await writeFile(file, renamed);
    const named = join(dirname(file), names.get(basename(path)) ?? basename(path));
    await rename(file, named);
    files.set(path, named);
  }
  return files;
}

function chunkNames(outputs: Metafile['outputs']): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  const chunks = Object.entries(outputs).filter(([path]) => path.includes('/chunks/'));
  for (const [path, output] of chunks.toSorted(([, a], [, b]) => b.bytes - a.bytes)) {
    const source = output.entryPoint ?? largestInput(output);
    const name = [stem(source), ...parents(source)].find((candidate) => !taken.has(candidate)) ?? basename(path, '.js');
    taken.add(name);
    names.set(basename(path), `${name}.js`);
  }
  return names;
}

function largestInput({ inputs }: Metafile['outputs'][string]): string {
  const [largest] = Object.entries(inputs).toSorted(([, a], [, b]) => b.bytesInOutput - a.bytesInOutput);
  return largest?.[0] ?? 'shared';
}

function stem(path: string): string {
  return basename(path)
    .replace(/\.[a-z]+$/, '')
    .replace(/[^\w.-]+/g, '-');
}

/** `lib-exec`, `exec-lib-exec`: longer names for a stem that is taken. */
function parents(path: string): string[] {
  const folders = dirname(path)
    .split(/[/\\]/)
    .filter((folder) => /^[\w@.-]+$/.test(folder));
  return folders.map((_, depth) => [...folders.slice(folders.length - 1 - depth), stem(path)].join('-'));
}
