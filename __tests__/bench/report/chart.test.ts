import { expect, test } from '@jest/globals';
import { chart } from '../../../bench/report/chart.ts';
import { exampleResults } from '../support/results.ts';

test('the chart is one SVG with a bar for each candidate, as long as its time', () => {
  const svg = chart(exampleResults());
  const widths = [...svg.matchAll(/<rect class="(\w+)" [^>]*width="([\d.]+)"/g)].map(([, role, width]) => [
    role,
    Number(width),
  ]);
  expect(widths.map(([role]) => role)).toEqual(['ours', 'peer', 'peer', 'limit']);
  expect(widths.map(([, width]) => width)).toEqual([115, 230, 460, 83.6]);
});

test('the chart suits light and dark pages', () => {
  expect(chart(exampleResults())).toContain('prefers-color-scheme: dark');
});
