import type { Results, ScenarioResult } from '../result.ts';
import { type Line, lines } from './lines.ts';
import { ratio, seconds } from './numbers.ts';

/** A row for each scenario, a column for each candidate: median seconds, and our time as a part of them where it is not ours. */
export function overview({ scenarios }: Results): string {
  const candidates = [...new Set(scenarios.flatMap((result) => lines(result).map(({ candidate }) => candidate)))];
  const body = scenarios.map((result) => [result.scenario.title, ...candidates.map((name) => cell(result, name))]);
  const rule = ['---', ...candidates.map(() => '--:')];
  return [['seconds (ours / it)', ...candidates], rule, ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function cell(result: ScenarioResult, candidate: string): string {
  const line: Line | undefined = lines(result).find((one) => one.candidate === candidate);
  if (line === undefined) return '';
  return line.ratio === undefined ? `**${seconds(line.seconds)}**` : `${seconds(line.seconds)} (${ratio(line.ratio)})`;
}
