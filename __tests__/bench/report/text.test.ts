import { expect, test } from '@jest/globals';
import { textReport } from '../../../bench/report/text.ts';
import { exampleResults } from '../support/results.ts';

test('the report has us first, the peers from fast to slow, the limits last, each with our part of its time', () => {
  const rows = textReport(exampleResults())
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.includes('time (s)'))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  expect(rows.map(([, candidate, time, ratio]) => [candidate, time, ratio])).toEqual([
    ['from-scratch', '0.55', ''],
    ['quick peer', '1.10', '0.50'],
    ['slow peer', '2.20', '0.25'],
    ['limit: pigz', '0.40', '1.38'],
  ]);
});

test('the report says what did not run, why, and how to get it', () => {
  const report = textReport(exampleResults());
  expect(report).toContain('- regctl create + mod: not on this machine: go install regctl');
  expect(report).toContain('- buildah build + push in "New content, registry on loopback": ended with 125: no space');
});
