import { setFlagsFromString } from 'node:v8';
import { WorkerStarter } from './layer/worker-starter.ts';

/** The only start. It looks at Node's version before anything that an old Node could not parse is loaded. */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 18)) {
  process.stdout.write(
    `::error::from-scratch needs Node 20.18 or newer and was started with Node ${process.versions.node}. ` +
      'On a self-hosted runner, update the runner; elsewhere, put a newer node first on PATH.\n',
  );
  process.exitCode = 1;
} else {
  // V8's Maglev compiles on threads that may ask this one for a garbage collection just when process.exit() waits for
  // them: the job would hang until its time limit. https://github.com/nodejs/node/issues/54918
  setFlagsFromString('--no-maglev');
  const workers = new WorkerStarter(new URL('./layer-worker.js', import.meta.url));
  if (process.env.INPUT_BINARY) workers.startAhead();
  const { start } = await import('./start.ts');
  await start(import.meta.url, workers);
}
