import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { crane } from '../support/clients.ts';
import { DEFAULT_USER, KIT, LABELS, WORKING_DIRECTORY } from '../support/common-differences.ts';
import { expectExplained } from '../support/differences.ts';
import { type ExampleLab, openLab, type Pair } from '../support/example-lab.ts';

describe('Hello World in Zig', () => {
  let lab: ExampleLab;
  let pair: Pair;

  beforeAll(async () => {
    lab = await openLab();
    pair = await lab.publishBoth('hello-zig');
  }, 300_000);

  afterAll(() => lab.close());

  test('is the image of its Dockerfile, but for what the table explains', () => {
    expectExplained(pair.ours, pair.theirs, { ...LABELS, ...WORKING_DIRECTORY, ...DEFAULT_USER, ...KIT });
  });

  test('is one index of both platforms', async () => {
    const { manifests } = JSON.parse(await crane('manifest', pair.image)) as { manifests: { platform: unknown }[] };
    expect(manifests.map(({ platform }) => platform)).toEqual([
      { os: 'linux', architecture: 'amd64' },
      { os: 'linux', architecture: 'arm64' },
    ]);
  });

  test('says the same when it is started', async () => {
    const finished = await lab.runtime.runImage(pair.image);
    expect(finished).toEqual({ exitCode: 0, stdout: '', stderr: 'Hello from Zig\n' });
    expect(await lab.runtime.runImage(pair.guide)).toEqual(finished);
  }, 60_000);
});
