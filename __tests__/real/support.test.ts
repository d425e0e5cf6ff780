import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildGo } from './support/build.ts';
import { crane, skopeoInspect } from './support/clients.ts';
import { parseFileCommands } from './support/file-commands.ts';
import { run } from './support/process.ts';
import { type RealRegistry, startCraneRegistry, startDistribution3, startDockerRegistry } from './support/registry.ts';
import { type Runtime, startRuntime } from './support/runtime.ts';
import { removeTemporaryFolders } from './support/temporary-folder.ts';

describe('the tools of the real tests', () => {
  let runtime: Runtime;

  beforeAll(async () => {
    runtime = await startRuntime();
  });

  afterAll(async () => {
    await runtime?.stop();
    await removeTemporaryFolders();
  });

  test.each([
    ['docker-registry', startDockerRegistry],
    ['distribution 3', startDistribution3],
    ['crane registry serve', startCraneRegistry],
  ])(
    '%s takes an image that the runtime starts',
    async (_name, start) => {
      const registry = await start();
      try {
        const reference = await appendHello(registry);
        const finished = await runtime.runImage(reference, { args: ['/app', 'scratch'] });
        expect(finished).toEqual({ exitCode: 7, stdout: 'hello scratch\n', stderr: '' });
        expect(await skopeoInspect(reference)).toMatchObject({ Os: 'linux' });
      } finally {
        await registry.stop();
      }
    },
    120_000,
  );

  test('a program that is not there is an error that tells how to install what the tests need', async () => {
    await expect(run('no-such-program', [])).rejects.toThrow('.ci/install');
  });

  test('the values of GITHUB_OUTPUT are read as a runner reads them', () => {
    const text = 'a<<EOF_1\none\ntwo=2\nEOF_1\nb=3=4\n';
    expect(parseFileCommands(text)).toEqual({ a: 'one\ntwo=2', b: '3=4' });
  });
});

const HELLO = `package main

import ("fmt"; "os")

func main() {
	fmt.Println("hello", os.Args[1])
	os.Exit(7)
}
`;

async function appendHello(registry: RealRegistry): Promise<string> {
  const binary = await buildGo(HELLO);
  const archive = `${binary}.tar`;
  await run('tar', ['-cf', archive, '-C', binary.slice(0, -'/app'.length), 'app']);
  const reference = `${registry.host}/hello:v1`;
  await crane('append', '--oci-empty-base', '-f', archive, '-t', reference);
  await crane('mutate', '--set-platform', 'linux/amd64', '--entrypoint', '/app', '-t', reference, reference);
  return reference;
}
