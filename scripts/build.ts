/** Builds dist/: the action and the command, which share their chunks, what `npm run try` runs and the licences of everything bundled. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire, isBuiltin } from 'node:module';
import { join } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { joinChunks } from './join-chunks.ts';
import { licencesOf } from './licences.ts';
import { nameChunks } from './name-chunks.ts';
import { undiciPausedParser } from './undici-paused-parser.ts';

const root = join(import.meta.dirname, '..');

/**
 * Bundled CommonJS packages call `require` for Node's own modules, which an ES module does not have: esbuild's own helper
 * looks for it. createRequire works where main.ts has to say that Node is too old, and takes 2 ms.
 */
const REQUIRE =
  "import { createRequire as __createRequire } from 'node:module';\nconst require = process.getBuiltinModule ?? __createRequire(import.meta.url);\n";
const NEEDS_REQUIRE = /^var __require = /m;

/** What is loaded where there is a proxy. */
const PROXIES = /\/(proxy-agent|tunnel-pool)\.ts$/;

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
    onResolve({ filter: /^undici$/ }, ({ importer }) => ({
      path: join(root, PROXIES.test(importer) ? 'scripts/undici-proxies.cjs' : 'scripts/undici-dispatchers.cjs'),
    }));
    onResolve({ filter: /^(@actions\/|\.)/ }, async ({ path, importer, kind, resolveDir, pluginData }) => {
      if (pluginData === 'resolved' || !(path + importer).includes('@actions/')) return undefined;
      const found = await resolve(path, { importer, kind, resolveDir, pluginData: 'resolved' });
      return { ...found, sideEffects: false };
    });
  },
};

/**
 * Has Node's own modules required, not imported: an import calls every getter among what a module exports, and those of node:fs
 * load streams and promises, 10 ms for nothing. Our own files name what they import, packages may want the whole module.
 */
const requiredBuiltins: Plugin = {
  name: 'required-builtins',
  setup: ({ onLoad, onResolve }) => {
    onResolve({ filter: /^[a-z:_/]+$/ }, ({ path, kind, importer }) => {
      if (!isBuiltin(path) || kind !== 'import-statement') return undefined;
      const namespace = importer.includes('node_modules') ? 'builtin-whole' : 'builtin';
      return { path: path.replace(/^(node:)?/, 'node:'), namespace, sideEffects: false };
    });
    onLoad({ filter: /^/, namespace: 'builtin-whole' }, ({ path }) => ({
      contents: `module.exports = require('${path}');`,
    }));
    onLoad({ filter: /^/, namespace: 'builtin' }, ({ path }) => {
      const names = Object.keys(createRequire(import.meta.url)(path)).filter((name) => /^[a-z]\w*$/i.test(name));
      const exported = names.map((name) => `export const ${name} = /* @__PURE__ */ (() => builtin.${name})();`);
      return { contents: [`const builtin = require('${path}');`, 'export default builtin;', ...exported].join('\n') };
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
  plugins: [lean, requiredBuiltins, undiciPausedParser],
  logLevel: 'warning',
};

/** What src/version.ts says about this build. */
async function buildFacts(): Promise<Record<string, string>> {
  const { version, repository } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const url = repository.url.replace(/^git\+|\.git$/g, '');
  return { BUILD_VERSION: JSON.stringify(version), BUILD_URL: JSON.stringify(url) };
}

async function bundle(outdir: string, options: BuildOptions): Promise<Metafile> {
  const { metafile } = await build({ ...COMMON, define: await buildFacts(), outdir, ...options });
  if (metafile === undefined) throw new Error('esbuild gave no metafile');
  // The bundle names the files it is made of: those of a linked node_modules would be paths of this machine.
  const outside = Object.keys(metafile.inputs).find((path) => path.startsWith('..'));
  if (outside !== undefined)
    throw new Error(`${outside} lies outside of the project: install the packages with npm ci`);
  for (const path of Object.keys(metafile.outputs)) await provideRequire(join(root, path));
  return metafile;
}

async function provideRequire(path: string): Promise<void> {
  const code = await readFile(path, 'utf8');
  // The line that a shell starts a command by stays the first.
  const [first = ''] = /^#!.*\n/.exec(code) ?? [];
  if (NEEDS_REQUIRE.test(code)) await writeFile(path, first + REQUIRE + code.slice(first.length));
}

/** Writes the whole of dist/ into a folder. */
export async function buildInto(outdir: string): Promise<void> {
  await rm(outdir, { recursive: true, force: true });
  const action = await bundle(outdir, {
    entryPoints: { index: 'src/main.ts', cli: 'src/cli.ts' },
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
  });
  await joinChunks(outdir, action, await nameChunks(outdir, action));
  const worker = await bundle(outdir, { entryPoints: { 'layer-worker': 'src/layer/layer-worker.ts' } });
  const trial = await bundle(outdir, { entryPoints: { try: 'try/main.ts' } });
  await writeFile(join(outdir, 'licences.txt'), await licencesOf(root, [action, worker, trial]));
}

if (import.meta.main ?? process.argv[1] === import.meta.filename) await buildInto(join(root, 'dist'));
