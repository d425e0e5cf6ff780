import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { CONFIG_KEYS, readConfigBlock } from '../../src/config/read-config-block.ts';
import { messageOf } from '../../src/errors.ts';

const PAGE = readFileSync(join(import.meta.dirname, '../../docs/config.md'), 'utf8');

/** The table: key, meaning, default, what to write, what is refused. */
const ROWS = PAGE.split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|')))
  .map(([, key = '', , , good = '', refused = '']) => {
    const [bad = '', message = ''] = refused.split(' <br> ').map(code);
    return { key: code(key), good: code(good), bad, message };
  });

function code(cell: string): string {
  return /^`(.*)`$/.exec(cell)?.[1] ?? `no code: ${cell}`;
}

function refusal(text: string): string {
  try {
    readConfigBlock(text, 'config');
    return 'nothing';
  } catch (error) {
    return messageOf(error);
  }
}

/** The keys of a map inside, as the reader itself lists them. */
function innerKeys(key: string, text: string): string[] {
  const [, list = ''] = /the keys are (.*)$/m.exec(refusal(text)) ?? [];
  return list.split(', ').map((name) => `${key}.${name}`);
}

describe('docs/config.md', () => {
  test('has a row for every key, and no others', () => {
    const inner = [
      ...innerKeys('healthcheck', 'healthcheck: { qqqqqqqq: 1 }'),
      ...innerKeys('users', 'users: [{ qqqqqqqq: 1 }]'),
      ...innerKeys('binary', 'binary: { qqqqqqqq: 1 }'),
      ...innerKeys('volumes', 'volumes: [{ qqqqqqqq: 1 }]'),
      ...innerKeys('files', 'files: [{ qqqqqqqq: 1 }]'),
    ];
    expect(ROWS.map(({ key }) => key).toSorted()).toEqual([...CONFIG_KEYS, ...inner].toSorted());
  });

  test.each(ROWS)('$key: what it says to write is taken', ({ key, good }) => {
    expect(refusal(good)).toBe('nothing');
    expect(good).toContain(key.split('.').at(-1));
  });

  test.each(ROWS)('$key: what it says is refused is refused in these words', ({ bad, message }) => {
    expect(refusal(bad)).toBe(message);
  });

  test('its example is taken', () => {
    const [, block = ''] = /config: \|\n((?: {6}.*\n)+)/.exec(PAGE) ?? [];
    expect(block).toContain('cmd: [serve]');
    expect(refusal(block)).toBe('nothing');
  });
});
