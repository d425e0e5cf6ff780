/** Builds dist/: the action, what `npm run try` runs, the assets and the licences of everything bundled. */
import { cp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { licencesOf } from './licences.ts';

const root = join(import.meta.dirname, '..');

/** Bundled CommonJS packages call `require` for Node's own modules, which an ES module does not have. */
const REQUIRE =
  "import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);";

/** What packages load and this action never calls: HTTP/2, bodies of fetch, reading tars. */
const UNUSED = /\/(undici\/lib\/dispatcher\/client-h2|undici\/lib\/web\/fetch\/body|tar-stream\/extract)\.js$/;

/**
 * Leaves out what a run would load and never call. undici's own entry loads fetch, web sockets, caches and mocks, too, half of the
 * time that the bundle takes to start; @actions/core reaches a second HTTP client through its OIDC tokens.
 */
const lean: Plugin = {
  name: 'lean',
  setup: ({ onLoad, onResolve, resolve }) => {
    onLoad({ filter: UNUSED }, () => ({
      contents: 'module.exports = () => { throw new Error("left out of the bundle"); };',
    }));
    onResolve({ filter: /^undici$/ }, () => ({ path: join(root, 'scripts/undici-dispatchers.cjs') }));
    onResolve({ filter: /^@actions\// }, async ({ path, importer, kind, resolveDir, pluginData }) => {
      if (pluginData === 'resolved') return undefined;
      const found = await resolve(path, { importer, kind, resolveDir, pluginData: 'resolved' });
      return { ...found, sideEffects: false };
    });
  },
};

const COMMON: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20.18',
  format: 'esm',
  // Not minified: a stack trace shows the failing line, and reviewers can read what they run.
  minify: false,
  legalComments: 'none',
  metafile: true,
  plugins: [lean],
  logLevel: 'warning',
  banner: { js: REQUIRE },
};

async function bundle(outdir: string, options: BuildOptions): Promise<Metafile> {
  const { metafile } = await build({ ...COMMON, outdir, ...options });
  if (metafile === undefined) throw new Error('esbuild gave no metafile');
  // The bundle names the files it is made of: those of a linked node_modules would be paths of this machine.
  const outside = Object.keys(metafile.inputs).find((path) => path.startsWith('..'));
  if (outside !== undefined)
    throw new Error(`${outside} lies outside of the project: install the packages with npm ci`);
  return metafile;
}

/** Writes the whole of dist/ into a folder. */
export async function buildInto(outdir: string): Promise<void> {
  await rm(outdir, { recursive: true, force: true });
  const action = await bundle(outdir, {
    entryPoints: { index: 'src/main.ts' },
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
  });
  const worker = await bundle(outdir, { entryPoints: { 'compress-worker': 'src/layer/compress-worker.ts' } });
  const trial = await bundle(outdir, { entryPoints: { try: 'try/main.ts' } });
  await cp(join(root, 'assets'), join(outdir, 'assets'), { recursive: true });
  await writeFile(join(outdir, 'licences.txt'), await licencesOf(root, [action, worker, trial]));
}

if (import.meta.main ?? process.argv[1] === import.meta.filename) await buildInto(join(root, 'dist'));
