import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type StrictRegistry, startStrictRegistry } from '../../../testing/strict-registry/strict-registry.ts';
import { validateImage } from '../../../testing/validate-image.ts';
import { PROJECT, runAction } from '../../real/support/run-action.ts';
import { removeTemporaryFolders } from '../../real/support/temporary-folder.ts';
import { artifact, type BuiltBinary, METADATA } from '../../support/goreleaser-dists.ts';
import { scratchFolder, writeTree } from '../../support/scratch-folder.ts';

const workspace = scratchFolder('goreleaser');
const BUILT: readonly BuiltBinary[] = ['api', 'worker'].flatMap((id) =>
  ['amd64', 'arm64'].map((goarch) => ({ id, goos: 'linux', goarch })),
);

let registry: StrictRegistry;
beforeAll(async () => {
  registry = await startStrictRegistry({ auth: { kind: 'bearer', users: { me: 'secret' } } });
  for (const built of BUILT) {
    const file = join(workspace, artifact(built).path);
    await mkdir(dirname(file), { recursive: true });
    await copyFile(join(PROJECT, `examples/hello/hello-linux-${built.goarch}`), file);
  }
  const others = [
    { id: 'api', goos: 'darwin', goarch: 'arm64' },
    { id: 'api', goos: 'windows', goarch: 'amd64' },
  ];
  const artifacts = [...BUILT, ...others].map(artifact);
  await writeTree(workspace, {
    'dist/artifacts.json': JSON.stringify([{ name: 'metadata.json', type: 'Metadata' }, ...artifacts]),
    'dist/metadata.json': JSON.stringify(METADATA),
    'only-api/artifacts.json': JSON.stringify(artifacts.slice(0, 2)),
  });
});
beforeEach(() => registry.forgetRequests());
afterAll(() => registry.close());

function run(inputs: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}) {
  return runAction({ binary: 'dist', username: 'me', password: 'secret', ...inputs }, env, { workspace });
}

function published(repository: string, reference: string) {
  const { origin, ownerAuthorization: authorization } = registry;
  return validateImage({ origin, authorization, repository, reference });
}

describe("goreleaser's dist as the input binary", () => {
  test('gives each program an image of its own in one step, with its version from metadata.json', async () => {
    const config = 'path: /usr/bin/{{name}}\nlabels: { program: "{{name}}" }';
    const { exitCode, stdout, outputs, summary, artifacts } = await run({
      image: `${registry.host}/acme/{{name}}`,
      config,
    });
    expect({ exitCode, stdout }).toMatchObject({ exitCode: 0 });
    const metadata = JSON.parse(outputs.metadata ?? '');
    expect(Object.keys(metadata)).toEqual(['api', 'worker']);
    const [api, worker] = await Promise.all(['api', 'worker'].map((name) => published(`acme/${name}`, '1.4.2')));
    expect(outputs).toMatchObject({
      pushed: 'true',
      version: '1.4.2',
      digest: api?.digest,
      image: `${registry.host}/acme/api@${api?.digest}`,
      images: `${registry.host}/acme/api@${api?.digest}\n${registry.host}/acme/worker@${worker?.digest}`,
      platforms: 'linux/amd64,linux/arm64',
    });
    expect(outputs.tags?.split('\n')).toHaveLength(8);
    expect(metadata.worker['containerimage.digest']).toBe(worker?.digest);
    expect(artifacts.trim().split('\n')).toHaveLength(2);
    expect(stdout).toContain(
      '::notice::binary: dist/artifacts.json: left out what is not for Linux: darwin/arm64, windows/amd64',
    );
    expect(stdout.match(/left out what/g)).toHaveLength(1);
    expect(summary).toMatch(
      /## 📦 2 programs[\s\S]*\| program \|[\s\S]*## 📦 .*\/acme\/api[\s\S]*## 📦 .*\/acme\/worker/,
    );
  });

  test('one program that fails stops no other, its failure is told, and the run fails at the end', async () => {
    await run({ image: `${registry.host}/other/api`, binary: 'only-api', version: '3.0.0' });
    const first = await run({ image: `${registry.host}/other/{{name}}`, version: '3.0.0', config: 'user: root' });
    expect(first.exitCode).toBe(1);
    expect(first.stdout.match(/^::error.*/gm)).toHaveLength(1);
    expect(first.stdout).toMatch(/::error.*1 of 2 programs failed; done: worker.*api: /s);
    expect(first.outputs).toMatchObject({ pushed: 'false' });
    expect(first.outputs.images).toMatch(/\/other\/worker@sha256:[0-9a-f]{64}$/);
    expect(first.summary).toContain('❌ 1 of 2 programs failed.');
    await published('other/worker', '3.0.0');
  });

  test('images of one repository for several programs are refused before anything is sent', async () => {
    const { exitCode, stdout } = await run({
      image: `${registry.host}/acme/{{name}}\n${registry.host}/acme/all`,
      output: 'oci:out',
    });
    expect(exitCode).toBe(1);
    expect(stdout).toContain(`image: api and worker would both be ${registry.host}/acme/all`);
    expect(stdout).toContain('output: api and worker would both be written to oci:out');
    expect(registry.requests).toEqual([]);
  });

  test('several programs of one image are refused with what would make them several images', async () => {
    const { exitCode, stdout } = await run({ image: `${registry.host}/acme/all` });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('are both for linux/amd64');
    expect(stdout).toContain('{{name}}');
  });

  test('files with names of their own are grouped as well', async () => {
    await mkdir(join(workspace, 'out'), { recursive: true });
    for (const name of ['one', 'two'])
      for (const arch of ['amd64', 'arm64'])
        await copyFile(
          join(PROJECT, `examples/hello/hello-linux-${arch}`),
          join(workspace, `out/${name}-linux-${arch}`),
        );
    const { exitCode, stdout, outputs } = await run({
      binary: 'out/*',
      image: `${registry.host}/acme/{{name}}`,
      version: '2.0.0',
      output: 'oci-archive:saved/{{name}}.tar',
      'smoke-test': '',
    });
    expect({ exitCode, stdout }).toMatchObject({ exitCode: 0 });
    expect(Object.keys(JSON.parse(outputs.metadata ?? ''))).toEqual(['one', 'two']);
  });

  test('two programs have one token of their registry', async () => {
    const { exitCode } = await run({ image: `${registry.host}/shared/{{name}}`, push: 'true' });
    expect(exitCode).toBe(0);
    const tokens = registry.requests.filter(({ path }) => path.startsWith('/token'));
    expect(tokens).toHaveLength(1);
  });
});

afterAll(removeTemporaryFolders);
