import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DEFAULT_USER, KIT, LABELS, WORKING_DIRECTORY } from '../support/common-differences.ts';
import { expectExplained } from '../support/differences.ts';
import { type ExampleLab, openLab, type Pair } from '../support/example-lab.ts';

describe('Hello World in Rust', () => {
  let lab: ExampleLab;
  let pair: Pair;

  beforeAll(async () => {
    lab = await openLab();
    pair = await lab.publishBoth('hello-rust');
  }, 300_000);

  afterAll(() => lab.close());

  test('is the image of its Dockerfile, but for what the table explains', () => {
    expectExplained(pair.ours, pair.theirs, { ...LABELS, ...WORKING_DIRECTORY, ...DEFAULT_USER, ...KIT });
  });

  test('says the same when it is started', async () => {
    const finished = await lab.runtime.runImage(pair.image);
    expect(finished).toEqual({ exitCode: 0, stdout: 'Hello from Rust\n', stderr: '' });
    expect(await lab.runtime.runImage(pair.guide)).toEqual(finished);
  }, 60_000);
});
