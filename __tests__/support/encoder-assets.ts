import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import type { EncoderAssets } from '../../src/layer/encoder-assets.ts';

const ROOT = join(import.meta.dirname, '../..');
let assets: EncoderAssets | undefined;

/** The encoder as the sources have it. The worker is bundled first, since Node 20 runs no TypeScript. */
export function encoderAssets(): EncoderAssets {
  assets ??= { wasm: () => readFile(join(ROOT, 'assets/deflate.wasm')), workerUrl: bundledWorker() };
  return assets;
}

function bundledWorker(): URL {
  const folder = join(ROOT, 'node_modules/.cache/from-scratch');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `compress-worker-${process.pid}.mjs`);
  buildSync({
    entryPoints: [join(ROOT, 'src/layer/compress-worker.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20.18',
    format: 'esm',
  });
  return pathToFileURL(outfile);
}
