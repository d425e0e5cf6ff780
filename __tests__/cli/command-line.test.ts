import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { FLAG_NAMES, OWN_FLAGS, readCommandLine } from '../../src/cli/command-line.ts';
import { completionFor } from '../../src/cli/completion.ts';
import { flagGroups } from '../../src/cli/flag-descriptions.ts';
import { flagHelp, helpText } from '../../src/cli/help.ts';
import { INPUT_DEFAULTS, SINGLE_INPUTS, SWITCH_INPUTS } from '../../src/inputs/input-table.ts';

const ACTION_YML = readFileSync(join(import.meta.dirname, '../../action.yml'), 'utf8');
const INPUTS = Object.keys((parse(ACTION_YML) as { inputs: Record<string, unknown> }).inputs);

const inputsOf = (...args: string[]) => {
  const line = readCommandLine(args);
  return line.kind === 'run' ? line.inputs : line;
};

describe('a command line', () => {
  test.each(INPUTS)('has a flag for the input %s', (name) => {
    if (SWITCH_INPUTS.has(name)) {
      expect(inputsOf('app', `--${name}`)).toEqual({ binary: 'app', [name]: 'true' });
      expect(inputsOf('app', `--no-${name}`)).toEqual({ binary: 'app', [name]: 'false' });
      expect(inputsOf(`--${name}=some`)).toEqual({ [name]: 'some' });
    } else {
      expect(inputsOf(`--${name}`, 'some value')).toEqual({ [name]: 'some value' });
      expect(inputsOf(`--${name}=some=value`)).toEqual({ [name]: 'some=value' });
    }
  });

  test('takes binaries as its arguments, and joins lists', () => {
    expect(inputsOf('a', '--tags', '1', 'b', '--tags=2', '--binary', 'c')).toEqual({ binary: 'a\nb\nc', tags: '1\n2' });
    expect(inputsOf('a', '--created', '1', '--created', '2')).toEqual({ binary: 'a', created: '2' });
    expect(inputsOf('--', '--odd')).toEqual({ binary: '--odd' });
  });

  test('takes true, false and auto after a switch for its value, and nothing else', () => {
    expect(inputsOf('--push', 'false', 'app')).toEqual({ binary: 'app', push: 'false' });
    expect(inputsOf('--push', 'app')).toEqual({ binary: 'app', push: 'true' });
    expect(inputsOf('--latest', 'auto', '--verify', 'true', '--no-verify')).toEqual({
      latest: 'auto',
      verify: 'false',
    });
  });

  test('names only inputs that are there or to come as lists, switches and single values', () => {
    const known = new Set([...SINGLE_INPUTS, ...SWITCH_INPUTS]);
    expect(
      Object.keys(INPUT_DEFAULTS)
        .filter((name) => !known.has(name))
        .sort(),
    ).toEqual(expect.arrayContaining(['annotations', 'binary', 'image', 'labels', 'merge', 'output', 'tags']));
    expect([...SINGLE_INPUTS].filter((name) => SWITCH_INPUTS.has(name))).toEqual([]);
  });
});

describe('the help', () => {
  const groups = flagGroups(ACTION_YML);

  test('tells every flag once, in 80 columns, in groups with titles', () => {
    const text = helpText(groups);
    const told = groups.flatMap(({ flags }) => flags.map(({ name }) => name));
    expect(told).toEqual([...INPUTS, ...Object.keys(OWN_FLAGS)]);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(groups.map(({ title }) => title)).not.toContain('Flags');
    for (const { flags } of groups) expect(flags.length).toBeLessThanOrEqual(12);
  });

  test.each(INPUTS)('has more about %s', (name) => {
    expect(flagHelp(groups, name)).toMatch(new RegExp(`^--${name}[ [].*\\n\\n\\w`));
  });

  test('speaks of no workflow', () => {
    expect(helpText(groups)).not.toMatch(/\$\{\{|`|job summary/);
  });
});

describe('completions', () => {
  test.each(['bash', 'zsh', 'fish'])('name every flag for %s', (shell) => {
    const script = completionFor(shell);
    for (const name of FLAG_NAMES) expect(script).toMatch(new RegExp(`(--|-l )${name}\\b`));
  });

  test.each([
    [['--dry'], '--dry-run'],
    [['--compression', 'z'], 'zstd'],
  ])('work in bash for %s', (words, expected) => {
    const ask = `COMP_WORDS=(from-scratch ${words.join(' ')}); COMP_CWORD=${words.length}; _from_scratch; echo "$COMPREPLY"`;
    const script = `${completionFor('bash')}\n${ask}`;
    expect(execFileSync('bash', ['-c', script], { encoding: 'utf8' })).toBe(`${expected}\n`);
  });

  test('exist for these shells only', () => {
    expect(() => completionFor('toString')).toThrow('--completion: "toString" is not one of bash, zsh, fish');
  });
});
