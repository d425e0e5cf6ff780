import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DEFAULT_USER, LABELS, WORKING_DIRECTORY } from '../support/common-differences.ts';
import { type Explanations, expectExplained } from '../support/differences.ts';
import { type ExampleLab, openLab, type Pair } from '../support/example-lab.ts';
import { sum, unpackedBytes } from '../support/image-facts.ts';

const KILOBYTE = 1024;
const EXPLAINED: Explanations = { ...LABELS, ...WORKING_DIRECTORY, ...DEFAULT_USER };

describe('the smallest possible image', () => {
  let lab: ExampleLab;
  let pair: Pair;

  beforeAll(async () => {
    lab = await openLab();
    pair = await lab.publishBoth('smallest');
  }, 300_000);

  afterAll(() => lab.close());

  test('is the image of the guide, but for what the table explains', () => {
    expectExplained(pair.ours, pair.theirs, EXPLAINED);
    expect(pair.ours.config.Labels).toMatchObject({ authors: 'LEO' });
  });

  test('is one layer with one file', () => {
    expect(pair.ours.layers).toHaveLength(1);
    expect([...pair.ours.files.keys()]).toEqual(['/hello']);
  });

  test('is at most a kilobyte larger than that of the guide, compressed and unpacked', async () => {
    expect(sum(pair.ours.layers)).toBeLessThan(sum(pair.theirs.layers) + KILOBYTE);
    expect(await unpackedBytes(pair.image)).toBeLessThan((await unpackedBytes(pair.guide)) + KILOBYTE);
  });

  test('is as large as the program', async () => {
    const { size } = await stat(join(pair.workspace, 'hello'));
    expect(pair.ours.files.get('/hello')?.size).toBe(size);
    expect(await unpackedBytes(pair.image)).toBeLessThan(size + 4 * KILOBYTE);
  });

  test('says the same when it is started', async () => {
    const finished = await lab.runtime.runImage(pair.image);
    expect(finished).toEqual({ exitCode: 0, stdout: '', stderr: 'hello\n' });
    expect(await lab.runtime.runImage(pair.guide)).toEqual(finished);
  }, 60_000);
});
