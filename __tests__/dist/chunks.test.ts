import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type StrictRegistry, startStrictRegistry } from '../../testing/strict-registry/strict-registry.ts';
import { PROJECT, runAction } from '../real/support/run-action.ts';
import { removeTemporaryFolders } from '../real/support/temporary-folder.ts';
import { scratchFolder } from '../support/scratch-folder.ts';

const HELLO = join(PROJECT, 'examples/hello/hello-linux-amd64');
const folder = scratchFolder('chunks');

let registry: StrictRegistry;
beforeAll(async () => {
  registry = await startStrictRegistry();
});
afterAll(() => registry.close());
afterAll(removeTemporaryFolders);

/** The files of dist/ that the main thread of a run has loaded: V8 tells when it writes down what was covered. */
async function loadedBy(inputs: Readonly<Record<string, string>>): Promise<string[]> {
  const coverage = join(folder, `coverage-${readdirSync(folder).length}`);
  mkdirSync(coverage);
  const image = `${registry.host}/acme/app`;
  const run = await runAction({ binary: HELLO, image, tags: 'main', ...inputs }, { NODE_V8_COVERAGE: coverage });
  expect(run.exitCode).toBe(0);
  const threads = readdirSync(coverage).map((file) => urlsOf(JSON.parse(readFileSync(join(coverage, file), 'utf8'))));
  return threads.filter((urls) => urls.includes('index.js')).flat();
}

function urlsOf({ result }: { result: readonly { url: string }[] }): string[] {
  return result.flatMap(({ url }) => (url.includes('/dist/') ? [basename(url)] : [])).toSorted();
}

test('a push loads what every push needs as three chunks, and nothing else', async () => {
  expect(await loadedBy({})).toEqual(['boot.js', 'index.js', 'publish.js', 'start.js']);
});

test('what few runs need is loaded by those alone', async () => {
  expect(await loadedBy({ config: 'workdir: /data' })).toEqual(
    expect.arrayContaining(['index.js', 'parser.js', 'read-config-block.js']),
  );
  expect(await loadedBy({ push: 'false' })).not.toContain('parser.js');
});
