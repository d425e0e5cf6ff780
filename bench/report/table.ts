import type { ScenarioResult } from '../result.ts';
import { type Line, lines } from './lines.ts';
import { megabytes, ratio, seconds } from './numbers.ts';

interface Column {
  readonly title: string;
  readonly text: (line: Line) => string;
}

const COLUMNS: readonly Column[] = [
  { title: '', text: ({ candidate }) => candidate },
  { title: 'time (s)', text: (line) => seconds(line.seconds) },
  { title: 'ours / it', text: (line) => ratio(line.ratio) },
  { title: 'CPU (s)', text: (line) => seconds(line.cpuSeconds) },
  { title: 'peak (MB)', text: (line) => megabytes(line.peakBytes) },
  { title: 'requests', text: (line) => (line.requests === 0 ? '' : `${line.requests}`) },
  { title: 'sent (MB)', text: (line) => (line.requests === 0 ? '' : megabytes(line.sentBytes)) },
];

/** A scenario as a Markdown table; its columns line up in a terminal too. */
export function table(result: ScenarioResult): string {
  const body = lines(result).map((line) => COLUMNS.map(({ text }) => text(line)));
  const header = COLUMNS.map(({ title }) => title);
  const widths = header.map((title, at) => Math.max(3, title.length, ...body.map((row) => row[at]?.length ?? 0)));
  const format = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join(' | ')} |`;
  const rule = `|${widths.map((width, at) => (at === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [format(header), rule, ...body.map(format)].join('\n');
}
