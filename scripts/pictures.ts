/** Makes docs/pictures from the summary that the code writes of a release: `node scripts/pictures.ts`. Needs chromium and a font with emoji. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RELEASE } from '../__tests__/support/run-reports.ts';
import { summaryOf } from '../src/report/summary/summary.ts';

const PICTURES = join(import.meta.dirname, '../docs/pictures');

/** GitHub's colours and measures. https://primer.style/foundations/color */
const THEMES = {
  light: { text: '#1f2328', page: '#ffffff', line: '#d1d9e0', code: '#f6f8fa', inline: '#818b981f', row: '#f6f8fa' },
  dark: { text: '#f0f6fc', page: '#0d1117', line: '#3d444d', code: '#151b23', inline: '#656c7633', row: '#151b23' },
} as const;

/** CSS pixels, and how many of the picture's pixels are one of them. */
const SIZES = [
  { name: 'summary', width: 800, height: 860, scale: 1.5 },
  { name: 'summary-phone', width: 360, height: 1090, scale: 1 },
] as const;

function styles(theme: (typeof THEMES)[keyof typeof THEMES]): string {
  return `
    * { box-sizing: border-box }
    body { margin: 0; padding: 16px; background: ${theme.page}; color: ${theme.text};
      font: 14px/1.5 'Liberation Sans', Helvetica, Arial, 'Noto Color Emoji', sans-serif; overflow-wrap: break-word }
    h2, h3 { margin: 20px 0 12px; line-height: 1.25; font-size: 17px } h2 { margin-top: 0; padding-bottom: 6px; font-size: 21px; border-bottom: 1px solid ${theme.line} }
    p, pre, table { margin: 0 0 14px } pre, code { font: 12px/1.45 'Liberation Mono', monospace }
    pre { padding: 12px; overflow: hidden; background: ${theme.code}; border-radius: 6px }
    code { padding: 2px 5px; background: ${theme.inline}; border-radius: 6px; overflow-wrap: anywhere } pre code { padding: 0; background: none; overflow-wrap: normal }
    table { display: block; max-width: 100%; overflow: hidden; border-collapse: collapse }
    th, td { padding: 5px 12px; border: 1px solid ${theme.line} } tr:nth-child(2n) td { background: ${theme.row} }
    details { margin-bottom: 8px }`;
}

/** The Markdown that the summary is written in, and no more than that. */
function html(markdown: string): string {
  return markdown.trim().split('\n\n').map(block).join('\n');
}

function block(text: string): string {
  const heading = /^(#{2,3}) (.+)$/.exec(text);
  if (heading !== null) return `<h${heading[1]?.length}>${heading[2]}</h${heading[1]?.length}>`;
  if (text.startsWith('```')) return `<pre><code>${text.split('\n').slice(1, -1).join('\n')}</code></pre>`;
  if (text.startsWith('|')) return tableOf(text.split('\n'));
  if (/^<\/?details>/.test(text)) return text;
  return `<p>${text.replace(/\*\*(.+?)\*\*/g, '<b>$1</b>')}</p>`;
}

function tableOf([header = '', , ...rows]: readonly string[]): string {
  const cells = (row: string, tag: string) =>
    `<tr>${row
      .slice(1, -1)
      .split('|')
      .map((cell) => `<${tag}>${cell.trim()}</${tag}>`)
      .join('')}</tr>`;
  return `<table>${cells(header, 'th')}${rows.map((row) => cells(row, 'td')).join('')}</table>`;
}

const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
try {
  for (const [theme, colours] of Object.entries(THEMES)) {
    for (const { name, width, height, scale } of SIZES) {
      const page = join(folder, 'page.html');
      writeFileSync(
        page,
        `<!doctype html><meta charset="utf-8"><style>${styles(colours)}</style>${html(summaryOf(RELEASE))}`,
      );
      const size = `--window-size=${width},${height}`;
      const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', size];
      const shot = `--screenshot=${join(PICTURES, `${name}-${theme}.png`)}`;
      execFileSync(
        'chromium',
        [...flags, `--force-device-scale-factor=${scale}`, `--user-data-dir=${folder}`, shot, page],
        {
          stdio: 'ignore',
        },
      );
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
