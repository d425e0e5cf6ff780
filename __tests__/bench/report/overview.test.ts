import { expect, test } from '@jest/globals';
import { overview } from '../../../bench/report/overview.ts';
import { exampleResults } from '../support/results.ts';

test('the overview has a row for each scenario and our part of each time', () => {
  const [header, , row] = overview(exampleResults())
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  expect(header?.slice(1, 4)).toEqual(['seconds (ours / it)', 'from-scratch', 'quick peer']);
  expect(row?.slice(1, 4)).toEqual(['New content, registry on loopback', '**0.55**', '1.10 (0.50)']);
});
