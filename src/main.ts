import { EncoderStarter } from './layer/encoder-starter.ts';
import { tuneEngine } from './tune-engine.ts';

/** The only start. It looks at Node's version before anything that an old Node could not parse is loaded. */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 18)) {
  process.stdout.write(
    `${process.env.GITHUB_ACTIONS === 'true' ? '::error::' : 'Error: '}from-scratch needs Node 20.18 or newer and was started with Node ${process.versions.node}. ` +
      'On a self-hosted runner, update the runner; elsewhere, put a newer node first on PATH.\n',
  );
  process.exitCode = 1;
} else {
  const beside = (file: string) => new URL(file, import.meta.url);
  const encoder = new EncoderStarter(beside('./layer-worker.js'), beside('./assets/deflate.wasm'));
  tuneEngine(process.env.INPUT_BINARY ? encoder.startAhead() : Promise.resolve());
  const { start } = await import('./start.ts');
  await start(import.meta.url, encoder);
}
