import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { crane } from '../support/clients.ts';
import { publishExample, repositoryOf } from '../support/example.ts';
import { type ExampleLab, openLab } from '../support/example-lab.ts';

describe('a variant with a shell', () => {
  let lab: ExampleLab;
  let repository: string;

  beforeAll(async () => {
    lab = await openLab();
    await publishExample('debug', lab.registry);
    repository = repositoryOf('debug', lab.registry);
  }, 300_000);

  afterAll(() => lab.close());

  test('the debug tag has a shell with its tools, and the program beside it', async () => {
    const args = ['/bin/sh', '-c', 'ls /app && echo "$(whoami) on $(uname)"; /app'];
    const finished = await lab.runtime.runImage(`${repository}:1.2.3-debug`, { args });
    expect(finished).toEqual({ exitCode: 0, stdout: '/app\nnonroot on Linux\nthe app\n', stderr: '' });
  }, 60_000);

  test('the released image has none', async () => {
    const finished = await lab.runtime.runImage(`${repository}:1.2.3`, { args: ['/bin/sh', '-c', 'true'] });
    expect(finished.exitCode).not.toBe(0);
    expect(await lab.runtime.runImage(`${repository}:1.2.3`)).toMatchObject({ exitCode: 0, stdout: 'the app\n' });
  }, 60_000);

  test('both have the same layer of the program', async () => {
    const [released, debug] = await Promise.all([layers(`${repository}:1.2.3`), layers(`${repository}:1.2.3-debug`)]);
    expect(debug).toEqual([released[0], expect.any(String), released[1]]);
  });

  test('the debug tag moves no other tag', async () => {
    const tags = (await crane('ls', repository)).trim().split('\n').sort();
    expect(tags).toEqual(['1', '1.2', '1.2.3', '1.2.3-debug', 'latest']);
    expect(await crane('digest', `${repository}:latest`)).toBe(await crane('digest', `${repository}:1.2.3`));
  });
});

async function layers(reference: string): Promise<string[]> {
  const manifest = JSON.parse(await crane('manifest', reference)) as { layers: { digest: string }[] };
  return manifest.layers.map(({ digest }) => digest);
}
