import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';

const ROOT = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

const PAGES = ['docs', 'examples']
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  )
  .filter((name) => name.endsWith('.md'))
  .concat('README.md', 'SECURITY.md');

/** As GitHub makes them of headings. */
function anchorsOf(page: string): string[] {
  const headings = [...read(page).matchAll(/^#{1,6} (.+)$/gm)].map(([, text = '']) => text);
  return headings.map((text) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function linksOf(page: string): string[] {
  const text = read(page).replace(/^```[\s\S]*?^```/gm, '');
  const found = [...text.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"]+)"/g)];
  return found.map(([, markdown, html]) => markdown ?? html ?? '').filter((link) => !/^https?:/.test(link));
}

describe('links', () => {
  test.each(PAGES)('of %s lead somewhere', (page) => {
    const broken = linksOf(page).filter((link) => {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? page : join(dirname(page), path);
      if (!existsSync(join(ROOT, target))) return true;
      return anchor !== undefined && !anchorsOf(target).includes(anchor);
    });
    expect(broken).toEqual([]);
  });
});

/** https://docs.github.com/actions/how-tos/create-and-publish-actions/publish-in-github-marketplace */
test('action.yml has what the Marketplace asks for', () => {
  const { name, description, author, branding, runs } = parse(read('action.yml'));
  expect(name).toBe('from-scratch');
  expect(description.length).toBeLessThanOrEqual(125);
  expect(author).toBeTruthy();
  expect(branding).toEqual({ icon: 'package', color: 'gray-dark' });
  expect(runs).toEqual({ using: 'node24', main: 'dist/index.js' });
});
