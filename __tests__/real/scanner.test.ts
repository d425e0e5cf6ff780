import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildGo } from './support/build.ts';
import { output } from './support/process.ts';
import { type RealRegistry, startDockerRegistry } from './support/registry.ts';
import { runAction } from './support/run-action.ts';
import { removeTemporaryFolders, temporaryFolder } from './support/temporary-folder.ts';

/** OSV-SCALIBR, the reader inside of osv-scanner; it needs no data from the network to say what an image holds. */
describe('a scanner finds the Go modules of the binary', () => {
  let registry: RealRegistry;
  let image: string;
  let archive: string;

  beforeAll(async () => {
    registry = await startDockerRegistry();
    const binary = await buildGo(await moduleWithDependency(), { env: { GOFLAGS: '-mod=vendor' } });
    image = `${registry.host}/acme/scanned`;
    archive = join(await temporaryFolder('archive'), 'image.tar');
    const run = await runAction({ binary, image, tags: 'v1', output: `docker-archive:${archive}:scanned:v1` });
    expect({ exitCode: run.exitCode, stdout: run.stdout }).toMatchObject({ exitCode: 0 });
  }, 300_000);

  afterAll(async () => {
    await registry.stop();
    await removeTemporaryFolders();
  });

  test('in the image that was pushed', async () => {
    expect(await scan('--remote-image', `${image}:v1`)).toEqual(MODULES);
  }, 60_000);

  test('in the archive that was written', async () => {
    expect(await scan('--image-tarball', archive)).toEqual(MODULES);
  }, 60_000);
});

const MODULES = [
  expect.stringMatching(/^pkg:golang\/example\.com\/app@/),
  'pkg:golang/example.com/greeting@1.4.2',
  expect.stringMatching(/^pkg:golang\/(go|stdlib)@1\./),
];

/** Package URLs, sorted. */
async function scan(...image: string[]): Promise<string[]> {
  const report = join(await temporaryFolder('scan'), 'report.spdx.json');
  await output('scalibr', [...image, '--plugins', 'go/binary', '--offline', '-o', `spdx23-json=${report}`]);
  const { packages } = JSON.parse(await readFile(report, 'utf8')) as SpdxDocument;
  const references = packages.flatMap(({ externalRefs = [] }) => externalRefs);
  return references.map(({ referenceLocator }) => referenceLocator).sort();
}

interface SpdxDocument {
  readonly packages: readonly { readonly externalRefs?: readonly { readonly referenceLocator: string }[] }[];
}

/** A module whose dependency is vendored, so that no network is needed and the binary names it all the same. */
async function moduleWithDependency(): Promise<string> {
  const folder = await temporaryFolder('module');
  const files = {
    'go.mod': 'module example.com/app\n\ngo 1.22\n\nrequire example.com/greeting v1.4.2\n',
    'main.go': 'package main\n\nimport "example.com/greeting"\n\nfunc main() {\n\tprintln(greeting.Text)\n}\n',
    'vendor/modules.txt': '# example.com/greeting v1.4.2\n## explicit; go 1.22\nexample.com/greeting\n',
    'vendor/example.com/greeting/greeting.go': 'package greeting\n\nconst Text = "hello"\n',
  };
  await mkdir(join(folder, 'vendor/example.com/greeting'), { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}
