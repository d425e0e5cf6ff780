import type { Results, ScenarioResult } from '../result.ts';
import { type Line, lines } from './lines.ts';
import { seconds } from './numbers.ts';

/** The scenarios that a reader asks for first. */
const SHOWN = ['cold', 'cold-40ms', 'unchanged'];
const WIDTH = 755;
const LABELS = 225;
const BARS = WIDTH - LABELS - 70;
const ROW = 22;
const TITLE = 34;

/** Bars for the README: one group a scenario, one scale for all, readable on light and dark pages. */
export function chart({ scenarios, binary }: Results): string {
  const groups = scenarios.filter(({ scenario }) => SHOWN.includes(scenario.name));
  const longest = Math.max(...groups.flatMap((group) => bars(group).map((line) => line.seconds)), 0.001);
  let top = 8;
  const body = groups.map((group) => {
    const drawn = drawGroup(group, top, BARS / longest);
    top += TITLE + bars(group).length * ROW + 10;
    return drawn;
  });
  const title = `Seconds for a whole push of a ${(binary.bytes / 1e6).toFixed(0)} MB binary; shorter is better`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${top + 8}" width="${WIDTH}" height="${top + 8}" role="img" aria-label="${title}">
<title>${title}</title>
<style>${STYLE}</style>
${body.join('\n')}
</svg>
`;
}

const STYLE = `
text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #1f2328; }
.title { font-weight: 600; font-size: 14px; }
.ours { fill: #1a7f37; } .peer { fill: #8c959f; } .limit { fill: #d0d7de; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3; } .ours { fill: #3fb950; } .peer { fill: #6e7681; } .limit { fill: #373e47; }
}
`;

function bars(result: ScenarioResult): Line[] {
  return lines(result).filter(({ seconds: value }) => Number.isFinite(value));
}

function drawGroup(result: ScenarioResult, top: number, scale: number): string {
  const title = `<text class="title" x="0" y="${top + 18}">${escapeXml(result.scenario.title)}</text>`;
  return [title, ...bars(result).map((line, at) => drawBar(line, top + TITLE + at * ROW, scale))].join('\n');
}

function drawBar(line: Line, y: number, scale: number): string {
  const width = Math.max(1, line.seconds * scale);
  return [
    `<text x="${LABELS - 8}" y="${y + 12}" text-anchor="end">${escapeXml(line.candidate)}</text>`,
    `<rect class="${line.role}" x="${LABELS}" y="${y}" width="${width.toFixed(1)}" height="16" rx="2"/>`,
    `<text x="${(LABELS + width + 6).toFixed(1)}" y="${y + 12}">${seconds(line.seconds)}</text>`,
  ].join('');
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
