/** `npm run try`: publishes a real binary to a registry on loopback through the real action and reads the image back. */
import { join, relative } from 'node:path';
import { startStrictRegistry } from '../__tests__/support/strict-registry/strict-registry.ts';
import { validateImage } from '../__tests__/support/validate-image.ts';
import { readArguments } from './arguments.ts';
import { runAction } from './run-action.ts';
import { runnerView } from './runner-view.ts';
import { describeImage } from './show-image.ts';

const root = join(import.meta.dirname, '..');

function show(line = ''): void {
  process.stdout.write(`${line}\n`);
}

async function tryIt(): Promise<number> {
  const { binaries, serve } = readArguments(process.argv.slice(2), root);
  const registry = await startStrictRegistry(serve ? { port: 5000 } : {}).catch(() => startStrictRegistry());
  const image = `${registry.host}/you/app`;
  show(`A registry is up at ${registry.origin}. The action runs as on the push of the tag v1.0.0:\n`);
  const inputs = { binary: binaries.map((path) => relative(process.cwd(), path)).join('\n'), image };
  const run = await runAction(join(root, 'dist/index.js'), inputs, (line) => {
    const view = runnerView(line);
    if (view !== undefined) show(view);
  });
  if (run.exitCode === 0) await showResult(registry.origin, image, run.outputs, run.summary);
  if (serve && run.exitCode === 0) await untilInterrupted(image);
  await registry.close();
  return run.exitCode;
}

async function showResult(
  origin: string,
  image: string,
  outputs: ReadonlyMap<string, string>,
  summary: string,
): Promise<void> {
  const digest = outputs.get('digest') ?? '';
  const description = await validateImage({ origin, repository: 'you/app', reference: digest });
  show('\nRead back from the registry, every digest, size and diff id computed anew:\n');
  for (const line of describeImage(description)) show(`  ${line}`);
  show('\nOutputs:\n');
  for (const [name, value] of outputs) if (name !== 'metadata') show(`  ${name}: ${value.replaceAll('\n', '\n    ')}`);
  show('\nThe job summary:\n');
  show(summary.replace(/^/gm, '  '));
  show(`Verified: ${image}@${digest}`);
  show(`With the registry kept up (npm run try -- --serve): docker run --rm ${image}@${digest}`);
}

async function untilInterrupted(image: string): Promise<void> {
  show(`\nThe registry stays up until Ctrl-C: docker pull ${image}:latest`);
  await new Promise((resolve) => process.once('SIGINT', resolve));
}

try {
  process.exitCode = await tryIt();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
