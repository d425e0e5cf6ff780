/** Joins the chunks that every push loads: to find, read and compile each of 78 took a tenth of a push. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { rollup } from 'rollup';

type Outputs = Metafile['outputs'];

/**
 * esbuild makes a chunk of all sources that have the same importers, so that nothing is loaded in vain. What a push needs in any case
 * becomes one chunk for each time at which it is needed: all that these sources import, but for what an earlier group has.
 */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  boot: ['src/main.ts'],
  start: ['src/start-step.ts', 'src/run/open-early.ts', 'src/registry/http/address-guard.ts'],
  publish: [
    'src/run/publish-images.ts',
    'src/run/reach-registries.ts',
    'src/run/registries.ts',
    'src/run/transfer.ts',
    'src/credentials/docker-credentials.ts',
    'src/report/summary/summary.ts',
    'src/report/summary/write-summary.ts',
  ],
};

/**
 * Writes the scripts of a bundle anew.
 * @param outdir holds what esbuild has written
 * @param files the file of each of its outputs, by stable names: Rollup calls what it makes after them
 */
export async function joinChunks(
  outdir: string,
  { outputs }: Metafile,
  files: ReadonlyMap<string, string>,
): Promise<void> {
  const groups = groupsOf(outputs);
  const groupOf = new Map([...files].map(([output, file]) => [file, groups.get(output)]));
  const bundle = await rollup({
    input: [...files].flatMap(([output, file]) => (isStarted(output) ? [file] : [])),
    external: (source) => !/^[./]/.test(source),
    treeshake: false,
  });
  await rm(join(outdir, 'chunks'), { recursive: true });
  await bundle.write({
    dir: outdir,
    chunkFileNames: 'chunks/[name].js',
    manualChunks: (file) => groupOf.get(file),
    // A stack trace names what failed.
    minifyInternalExports: false,
    externalLiveBindings: false,
    hoistTransitiveImports: false,
  });
}

/** The group of each chunk that is in one. */
function groupsOf(outputs: Outputs): Map<string, string> {
  const groups = new Map<string, string>();
  for (const [group, sources] of Object.entries(GROUPS)) {
    const loaded = sources.flatMap((source) => [...closureOf(outputOf(source, outputs), outputs)]);
    for (const output of loaded) if (!groups.has(output) && !isStarted(output)) groups.set(output, group);
  }
  return groups;
}

/** Every output that loads with this one. */
function closureOf(output: string, outputs: Outputs, closure: Set<string> = new Set()): Set<string> {
  if (closure.has(output)) return closure;
  closure.add(output);
  for (const { path, kind, external } of outputs[output]?.imports ?? [])
    if (kind === 'import-statement' && external !== true) closureOf(path, outputs, closure);
  return closure;
}

function outputOf(source: string, outputs: Outputs): string {
  const found = Object.keys(outputs).find((output) => outputs[output]?.entryPoint === source);
  if (found === undefined) throw new Error(`no chunk begins with ${source}: is it still loaded by import()?`);
  return found;
}

/** A file that Node is started with. */
function isStarted(output: string): boolean {
  return !output.includes('/chunks/');
}
