/** Makes one file of the chunks that an entry always loads with itself. */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';

interface Chunk {
  readonly file: string;
  readonly exports: readonly string[];
  /** Chunks that have to be there before it. */
  readonly imports: readonly string[];
}

/**
 * esbuild puts what two entries share into a chunk of its own, though one of them is loaded by the other and could hold it.
 * Here an entry takes in the chunks that nobody has loaded before it, and whoever shared them gets them from there: for
 * each file, Node needs half a millisecond to find, read and link it.
 * @param folder of the chunks
 * @param order sources of entries, each loaded after the ones before it; the first stays as it is
 */
export async function joinChunks(folder: string, metafile: Metafile, order: readonly string[]): Promise<void> {
  for (const [index, entry] of order.entries()) {
    if (index > 0) await joinInto(folder, metafile, order.slice(0, index), entry);
  }
}

async function joinInto(folder: string, metafile: Metafile, before: readonly string[], entry: string): Promise<void> {
  const chunks = chunksOf(metafile);
  const loaded = new Set(before.flatMap((source) => [...reach(chunks, outputOf(metafile, source))]));
  const target = outputOf(metafile, entry);
  const parts = new Set([...reach(chunks, target)].filter((file) => !loaded.has(file)));
  const joined = await bundleParts(
    folder,
    [...parts].map((file) => found(chunks, file)),
    target,
  );
  await writeFile(join(folder, target), joined);
  parts.delete(target);
  for (const file of parts) await rm(join(folder, file));
  for (const file of await readdir(folder)) await redirect(join(folder, file), parts, target);
}

function chunksOf({ outputs }: Metafile): ReadonlyMap<string, Chunk> {
  const chunks = Object.entries(outputs).map(([path, output]) => {
    const imports = output.imports.filter(({ kind, external }) => kind === 'import-statement' && !external);
    return {
      file: basename(path),
      exports: output.exports,
      imports: imports.map(({ path: imported }) => basename(imported)),
    };
  });
  return new Map(chunks.map((chunk) => [chunk.file, chunk]));
}

function outputOf({ outputs }: Metafile, source: string): string {
  const path = Object.keys(outputs).find((name) => outputs[name]?.entryPoint === source);
  if (path === undefined) throw new Error(`${source} is no entry of the bundle`);
  return basename(path);
}

function found(chunks: ReadonlyMap<string, Chunk>, file: string): Chunk {
  const chunk = chunks.get(file);
  if (chunk === undefined) throw new Error(`there is no chunk ${file}`);
  return chunk;
}

function reach(chunks: ReadonlyMap<string, Chunk>, file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const next of found(chunks, file).imports) reach(chunks, next, seen);
  return seen;
}

/** What a chunk exports keeps its name and gets that of the chunk, since two chunks may call something the same. */
function exportName(file: string, name: string): string {
  return `${name}_${file.replace(/^.*-|\.js$/g, '')}`;
}

async function bundleParts(folder: string, parts: readonly Chunk[], target: string): Promise<string> {
  const shared = parts.filter(({ file }) => file !== target);
  const lines = shared.map(({ file, exports }) => {
    return `export { ${exports.map((name) => `${name} as ${exportName(file, name)}`).join(', ')} } from './${file}';`;
  });
  const names = new Set(parts.map(({ file }) => `./${file}`));
  const onlyParts: Plugin = {
    name: 'only-parts',
    setup: ({ onResolve, onLoad }) => {
      onResolve({ filter: /./ }, ({ path }) => (names.has(path) ? undefined : { path, external: true }));
      onLoad({ filter: /\.js$/ }, async ({ path }) => ({ contents: keepOrigins(await readFile(path, 'utf8')) }));
    },
  };
  const { outputFiles } = await build({
    stdin: { contents: [`export * from './${target}';`, ...lines].join('\n'), resolveDir: folder },
    absWorkingDir: folder,
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    legalComments: 'inline',
    plugins: [onlyParts],
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error('esbuild gave no file');
  return file.text.replace(/^\/\/ chunk-.*\n/gm, '').replace(/^\/\/! /gm, '// ');
}

/** A line says which source the code is of; esbuild keeps such comments where they are legal ones. */
function keepOrigins(code: string): string {
  return code.replace(/^\/\/ (?=\S+$)/gm, '//! ');
}

/** https://esbuild.github.io/api/#splitting: between its chunks, esbuild writes no other imports than these. */
async function redirect(path: string, parts: ReadonlySet<string>, target: string): Promise<void> {
  const code = await readFile(path, 'utf8');
  const changed = code
    .replace(/^import "\.\/([^"]+)";\n/gm, (line, file: string) => (parts.has(file) ? '' : line))
    .replace(/^import \{([^}]*)\} from "\.\/([^"]+)";/gm, (line, names: string, file: string) => {
      if (!parts.has(file)) return line;
      const renamed = names.split(',').map((name) => {
        const [from = '', to = from] = name.trim().split(' as ');
        return `  ${exportName(file, from)} as ${to}`;
      });
      return `import {\n${renamed.join(',\n')}\n} from "./${target}";`;
    });
  if (changed !== code) await writeFile(path, changed);
}
