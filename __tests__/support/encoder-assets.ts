import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import type { EncoderAssets } from '../../src/layer/encoder-assets.ts';
import { EncoderStarter } from '../../src/layer/encoder-starter.ts';

const ROOT = join(import.meta.dirname, '../..');
let url: URL | undefined;

/** The encoder as the sources have it. The worker is bundled first, since Node 20 runs no TypeScript. */
export function encoderAssets(): EncoderAssets {
  const encoder = new EncoderStarter(workerUrl(), pathToFileURL(join(ROOT, 'assets/deflate.wasm')));
  return { module: () => encoder.module(), worker: () => encoder.worker(), spareParser: () => {} };
}

export function workerUrl(): URL {
  url ??= bundledWorker();
  return url;
}

function bundledWorker(): URL {
  const folder = join(ROOT, 'node_modules/.cache/from-scratch');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `layer-worker-${process.pid}.mjs`);
  buildSync({
    entryPoints: [join(ROOT, 'src/layer/layer-worker.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20.18',
    format: 'esm',
  });
  return pathToFileURL(outfile);
}
