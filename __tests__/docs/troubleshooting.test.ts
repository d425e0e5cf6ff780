import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/troubleshooting.md'), 'utf8');
const SOURCES = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(ROOT, 'src', name), 'utf8').replaceAll('\\`', '`'))
  // A text of two literals is one text.
  .map((text) => text.replace(/['`] \+\s*['`]/g, ''));

/** The words of the error under each heading; `…` stands for what differs. */
const TEXTS = [...PAGE.matchAll(/^### `(.+)`$/gm)].map(([, text = '']) => text);

/** What is put in by the code stands in a template: one pattern for both of its ends. */
function pattern(text: string): RegExp {
  const literal = (part: string) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(
    text
      .split('…')
      .filter((part) => part.trim() !== '')
      .map(literal)
      .join('[^\\n]{1,300}?'),
  );
}

describe('docs/troubleshooting.md', () => {
  test('has only headings that quote an error or name a part', () => {
    expect(PAGE.match(/^### .*$/gm)).toHaveLength(TEXTS.length);
    expect(TEXTS.length).toBeGreaterThan(60);
  });

  test.each(TEXTS)('quotes what the code says: %s', (text) => {
    expect(SOURCES.some((source) => pattern(text).test(source))).toBe(true);
  });

  test('names every part in its list of contents', () => {
    const anchors = [...PAGE.matchAll(/^## (.+)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^a-z ]/g, '')
        .replaceAll(' ', '-'),
    );
    expect([...PAGE.matchAll(/\]\(#([a-z-]+)\)/g)].map(([, anchor]) => anchor)).toEqual(anchors);
  });
});
