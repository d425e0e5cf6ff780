import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { PROJECT } from '../real/support/run-action.ts';

test('the bundle is ASCII: one other character, and V8 keeps and parses a whole file with two bytes a character', () => {
  const folder = join(PROJECT, 'dist');
  const files = globSync('**/*.js', { cwd: folder });
  expect(files).toContain('index.js');
  expect(files.filter((file) => readFileSync(join(folder, file)).some((byte) => byte > 127))).toEqual([]);
});
