/** `npm run try`: publishes a real binary to a registry on loopback through the real action and reads the image back. */
import { join } from 'node:path';
import { terminalView } from '../src/report/terminal-view.ts';
import { startStrictRegistry } from '../testing/strict-registry/strict-registry.ts';
import { validateImage } from '../testing/validate-image.ts';
import { readArguments, USAGE } from './arguments.ts';
import { howToServe, howToServeAndMore } from './next-steps.ts';
import { type ActionRun, runAction } from './run-action.ts';
import { runnerView } from './runner-view.ts';
import { describeImage } from './show-image.ts';

const root = join(import.meta.dirname, '..');
const action = join(root, 'dist/index.js');
const command = join(root, 'dist/cli.js');

/** npm starts scripts in the project's folder and tells where it was called: https://docs.npmjs.com/cli/commands/npm-run-script */
const folder = process.env.INIT_CWD ?? process.cwd();

function show(line = ''): void {
  process.stdout.write(`${line}\n`);
}

async function tryIt(): Promise<number> {
  const { inputs, serve, help } = readArguments(process.argv.slice(2), root, folder);
  if (help) {
    show(USAGE);
    return 0;
  }
  const registry = await startStrictRegistry(serve ? { port: 5000 } : {}).catch(() => startStrictRegistry());
  const image = `${registry.host}/you/app`;
  show(`A registry is up at ${registry.origin}. The action runs as on the push of the tag v1.0.0:\n`);
  const run = await runAction(action, { ...inputs, image }, folder, (line) => {
    const view = runnerView(line);
    if (view !== undefined) show(view);
  });
  if (run.exitCode === 0) await showResult(registry.origin, image, run);
  if (run.exitCode === 0) show(serve ? howToServeAndMore(registry.host, nameOf(run), command) : howToServe());
  if (serve && run.exitCode === 0) await untilStopped();
  await registry.close();
  return run.exitCode;
}

/** Without its registry: the shortest that works, as `latest` may be among the tags or not. */
function nameOf({ outputs }: ActionRun): string {
  const references = outputs.get('tags')?.split('\n').filter(Boolean) ?? [];
  if (references.some((reference) => reference.endsWith(':latest'))) return 'you/app';
  return `you/app${references[0]?.split('/you/app')[1] ?? `@${outputs.get('digest') ?? ''}`}`;
}

async function showResult(origin: string, image: string, { outputs, summary }: ActionRun): Promise<void> {
  const digest = outputs.get('digest') ?? '';
  const description = await validateImage({ origin, repository: 'you/app', reference: digest });
  show('\nRead back from the registry, every digest, size and diff id computed anew:\n');
  for (const line of describeImage(description)) show(`  ${line}`);
  show('\nOutputs:\n');
  for (const [name, value] of outputs) if (name !== 'metadata') show(`  ${name}: ${value.replaceAll('\n', '\n    ')}`);
  show('  metadata: JSON with all of this, and each layer');
  show('\nThe job summary:\n');
  for (const line of terminalView(summary.trim())) show(`  ${line}`.trimEnd());
  show(`\nVerified: ${image}@${digest}`);
}

async function untilStopped(): Promise<void> {
  await new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, resolve);
  });
  show('\nThe registry is gone, and what was in it.');
}

try {
  process.exitCode = await tryIt();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
