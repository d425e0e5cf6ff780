import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../../..');
const PARTS = [
  'action.yml',
  'README.md',
  'docs',
  'examples',
  '.github',
  'scripts',
  'src/inputs',
  'src/report',
  'package.json',
];

let copy: string;
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'disagreements-'));
  for (const part of PARTS) cpSync(join(ROOT, part), join(copy, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'), 'junction');
});
afterAll(() => rmSync(copy, { recursive: true }));

/** What the check prints on standard error, with each text replaced where it stands first. */
async function checked(file: string, from: string, to: string): Promise<string> {
  const path = join(copy, file);
  const before = readFileSync(path, 'utf8');
  expect(before).toContain(from);
  writeFileSync(
    path,
    before.replace(from, () => to),
  );
  try {
    await promisify(execFile)(process.execPath, ['--no-warnings', join(copy, 'scripts/docs.ts'), '--check']);
    return '';
  } catch (error) {
    return (error as { stderr: string }).stderr;
  } finally {
    writeFileSync(path, before);
  }
}

const INPUT = 'src/inputs/input-table.ts';

describe('the check of the documentation', () => {
  test('is part of npm run check', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect(scripts.check).toContain('check:docs');
    expect(scripts['check:docs']).toBe('node scripts/docs.ts --check');
  });

  test('passes as things are', async () => {
    expect(await checked('README.md', '# from-scratch', '# from-scratch')).toBe('');
  });

  test.each([
    ['an input of the code alone', INPUT, "binary: ''", "novel: '', binary: ''", 'the code reads the input novel'],
    [
      'an input of action.yml alone',
      'action.yml',
      'inputs:\n',
      'inputs:\n  novel: { description: x }\n',
      'novel, the code does',
    ],
    [
      'another default',
      INPUT,
      "'retry-for': '2m'",
      "'retry-for': '3m'",
      'retry-for has the default "2m" in action.yml and "3m"',
    ],
    [
      'an output of the code alone',
      'src/report/output-names.ts',
      "'digest'",
      "'novel', 'digest'",
      'writes the output novel',
    ],
    [
      'an output of action.yml alone',
      'action.yml',
      'outputs:\n',
      'outputs:\n  novel: { description: x }\n',
      'novel, the code does',
    ],
    [
      'another description',
      'README.md',
      '| `summary` | `true` | Write',
      '| `summary` | `true` | Do not write',
      'README.md is not what',
    ],
    ['an input missing in the table', 'README.md', '| `overwrite` |', '| `overwritten` |', 'README.md is not what'],
    [
      'an unknown input in the docs',
      'docs/workflows.md',
      '          binary: app',
      '          binaries: app',
      'docs/workflows.md uses the input binaries',
    ],
    [
      'an unknown input in an example',
      'examples/smallest/workflow.yml',
      'binary:',
      'bin:',
      'examples/smallest/workflow.yml uses the input bin',
    ],
    [
      'an unknown output in the docs',
      'docs/workflows.md',
      'steps.image.outputs.digest',
      'steps.image.outputs.sha',
      'docs/workflows.md reads the output sha',
    ],
    ['an unknown variable in the README', 'README.md', 'INPUT_BINARY=', 'INPUT_FILE=', 'README.md sets INPUT_FILE'],
  ])('fails at %s', async (_, file, from, to, complaint) => {
    expect(await checked(file, from, to)).toContain(complaint);
  });
});
