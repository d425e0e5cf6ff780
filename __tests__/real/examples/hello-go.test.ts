import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DEFAULT_USER, KIT, LABELS, WORKING_DIRECTORY } from '../support/common-differences.ts';
import { type Explanations, expectExplained } from '../support/differences.ts';
import { type ExampleLab, openLab, type Pair } from '../support/example-lab.ts';
import { sum } from '../support/image-facts.ts';

const EXPLAINED: Explanations = {
  ...LABELS,
  ...WORKING_DIRECTORY,
  ...DEFAULT_USER,
  ...KIT,
  'Entrypoint: ["/app"], there nothing': 'so that `docker run IMAGE argument` passes an argument to the program',
  'Cmd: nothing, there ["/app"]': 'the same',
};

describe('Hello World in Go', () => {
  let lab: ExampleLab;
  let pair: Pair;

  beforeAll(async () => {
    lab = await openLab();
    pair = await lab.publishBoth('hello-go');
  }, 300_000);

  afterAll(() => lab.close());

  test('is the image of the guide, but for what the table explains', () => {
    expectExplained(pair.ours, pair.theirs, EXPLAINED);
  });

  test('says the same when it is started', async () => {
    const finished = await lab.runtime.runImage(pair.image);
    expect(finished).toEqual({ exitCode: 0, stdout: 'Hello, World!\n', stderr: '' });
    expect(await lab.runtime.runImage(pair.guide)).toEqual(finished);
  }, 60_000);

  test('is as small, with its kit', () => {
    expect(sum(pair.ours.layers)).toBeLessThan(sum(pair.theirs.layers) * 1.06);
  });

  test('takes four lines of its workflow at most', async () => {
    const workflow = await readFile(join(pair.workspace, 'workflow.yml'), 'utf8');
    const step = workflow.slice(workflow.indexOf('- uses: OWNER/from-scratch'));
    expect(step.trim().split('\n').length).toBeLessThanOrEqual(4);
  });
});
