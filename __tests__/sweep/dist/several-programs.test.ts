import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type StrictRegistry, startStrictRegistry } from '../../../testing/strict-registry/strict-registry.ts';
import { PROJECT, runAction } from '../../real/support/run-action.ts';
import { removeTemporaryFolders } from '../../real/support/temporary-folder.ts';
import { artifact } from '../../support/goreleaser-dists.ts';
import { scratchFolder, writeTree } from '../../support/scratch-folder.ts';

const workspace = scratchFolder('several-programs');
const HELLO = join(PROJECT, 'examples/hello/hello-linux-amd64');
const BUILT = { id: 'app', goos: 'linux', goarch: 'amd64' };
const TWO = 'bin/in\nbin/two';

let registry: StrictRegistry;
beforeAll(async () => {
  registry = await startStrictRegistry();
  await mkdir(join(workspace, 'bin'), { recursive: true });
  await mkdir(dirname(join(workspace, artifact(BUILT).path)), { recursive: true });
  await copyFile(HELLO, join(workspace, artifact(BUILT).path));
  for (const name of ['in', 'two', 'app.spdx.json']) await copyFile(HELLO, join(workspace, 'bin', name));
  await writeTree(workspace, {
    'in/in.tar': 'one',
    'in/two.tar': 'two',
    'config.yml': 'user: root',
    'Dockerfile.dockerignore': 'nothing',
    'own.spdx.json': JSON.stringify({
      spdxVersion: 'SPDX-2.3',
      SPDXID: 'SPDXRef-DOCUMENT',
      name: 'app',
      documentNamespace: 'https://example.com/app',
      creationInfo: { created: '2026-01-01T00:00:00Z', creators: ['Tool: x'] },
    }),
    'dist/artifacts.json': JSON.stringify([artifact(BUILT)]),
    Dockerfile: 'FROM scratch\nCOPY bin/in /in\nENTRYPOINT ["/in"]\n',
    file: 'not a folder',
  });
});
beforeEach(() => registry.forgetRequests());
afterAll(() => registry.close());

function run(inputs: Readonly<Record<string, string>>) {
  return runAction({ version: '1.0.0', ...inputs }, {}, { workspace });
}

describe('what a run writes is not what it reads', () => {
  const image = () => `${registry.host}/acme/app`;
  test.each<[string, Record<string, string>, string]>([
    ['the output and the binary', { output: 'oci-archive:bin/in' }, 'output: oci-archive:bin/in'],
    ['the digest file and the binary', { 'digest-file': 'bin/in' }, 'digest-file: bin/in'],
    ['the digest file and the config', { 'digest-file': './config.yml', config: 'config.yml' }, 'digest-file: ./conf'],
    [
      'the digest file and a file of the image',
      { 'digest-file': 'in/in.tar', config: 'files: [{ src: in/, dst: /data/ }]' },
      'digest-file: in/in.tar',
    ],
    ['the digest file and the Dockerfile', { 'digest-file': 'Dockerfile', dockerfile: 'Dockerfile' }, 'digest-file: D'],
    [
      'the SBOM and the binary',
      { binary: 'bin/app.spdx.json', 'sbom-file': 'bin/app.spdx.json' },
      'sbom-file: bin/app.spdx.json',
    ],
    [
      'the SBOM and one that is brought',
      { sbom: 'linux/amd64=own.spdx.json', 'sbom-file': 'own.spdx.json' },
      'sbom-file: own.spdx.json',
    ],
    [
      "the digest file and goreleaser's list",
      { binary: 'dist', 'digest-file': 'dist/artifacts.json' },
      'digest-file: dist/artifacts.json',
    ],
    [
      'the digest file and what the build leaves out',
      { dockerfile: 'Dockerfile', 'digest-file': 'Dockerfile.dockerignore' },
      'digest-file: Dockerfile.dockerignore',
    ],
  ])('%s', async (_, inputs, message) => {
    const before = await readFile(join(workspace, 'bin/in'));
    const { exitCode, stdout } = await run({ binary: 'bin/in', image: image(), ...inputs });
    expect({ exitCode, stdout }).toMatchObject({ exitCode: 1, stdout: expect.stringContaining(message) });
    expect(stdout).toMatch(/would replace .*, which is read for the image/);
    expect(registry.requests).toEqual([]);
    expect((await readFile(join(workspace, 'bin/in'))).equals(before)).toBe(true);
  });

  test('also where one program writes what another one reads', async () => {
    const { exitCode, stdout } = await run({
      binary: TWO,
      image: `${registry.host}/acme/{{name}}`,
      config: 'files: [{ src: "in/{{name}}.tar", dst: /x/ }]',
      output: 'oci-archive:{{name}}/two.tar',
    });
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/output: oci-archive:in\/two\.tar would replace .*, which is read for the image/);
    expect(registry.requests).toEqual([]);
    expect(await readFile(join(workspace, 'in/two.tar'), 'utf8')).toBe('two');
  });

  test('also where a merge would write over a digest that it joins', async () => {
    const line = `${image()}@sha256:${'0'.repeat(64)}\n`;
    await writeTree(workspace, { 'digests/amd64': line, 'digests/arm64': line.replace('00', '11') });
    const { exitCode, stdout } = await run({ merge: 'digests/*', image: image(), 'digest-file': 'digests/amd64' });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('digest-file: digests/amd64 would replace');
    expect(registry.requests).toEqual([]);
  });

  test('nor is one file written for two inputs', async () => {
    const { exitCode, stdout } = await run({
      binary: 'bin/in',
      image: image(),
      output: 'oci-archive:made',
      'digest-file': './made',
    });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('digest-file: ./made is the same file as output: oci-archive:made');
    expect(registry.requests).toEqual([]);
  });
});

describe('what could not be made', () => {
  const unsent = async (inputs: Readonly<Record<string, string>>) => {
    const failed = await run({ output: 'oci-archive:file/{{name}}.tar', ...inputs });
    expect({ ...failed }).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('::error') });
    expect(failed.summary).toContain('Nothing was sent to a registry.');
    expect(failed.stdout).not.toContain('Push of');
    expect(registry.requests).toEqual([]);
  };

  test('is not said to have been sent, one image or several', async () => {
    await unsent({ binary: 'bin/in', image: `${registry.host}/unsent/app`, output: 'oci-archive:file/in.tar' });
    await unsent({ binary: TWO, image: `${registry.host}/unsent/{{name}}` });
  });
});

test('one sbom-file for several programs is refused before anything is sent', async () => {
  const { exitCode, stdout } = await run({
    binary: TWO,
    image: `${registry.host}/acme/{{name}}`,
    'sbom-file': 'all.spdx.json',
  });
  expect(exitCode).toBe(1);
  expect(stdout).toContain('sbom-file: in and two would both be written to all.spdx.json; write it as in {{name}}');
  expect(registry.requests).toEqual([]);
});

afterAll(removeTemporaryFolders);
