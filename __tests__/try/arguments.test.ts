import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readArguments } from '../../try/arguments.ts';

const ROOT = join(import.meta.dirname, '../..');
const HELLO = join(ROOT, 'examples/hello');

describe('the arguments of a trial', () => {
  test('take the example where no program is named, by its short name from the project’s folder', () => {
    const inputs = { binary: 'examples/hello/hello-linux-amd64\nexamples/hello/hello-linux-arm64' };
    expect(readArguments([], ROOT, ROOT)).toEqual({ inputs, serve: false, help: false });
    expect(readArguments([], ROOT, '/').inputs.binary).toContain('examples/hello/hello-linux-arm64');
  });

  test('take a program as it is written, from the folder that the user is in', () => {
    expect(readArguments(['hello-linux-amd64'], ROOT, HELLO).inputs).toEqual({ binary: 'hello-linux-amd64' });
    expect(readArguments(['./hello-linux-amd64', '--serve'], ROOT, HELLO)).toEqual({
      inputs: { binary: './hello-linux-amd64' },
      serve: true,
      help: false,
    });
  });

  test('take every input of the action, joined with its value or before it', () => {
    const { inputs } = readArguments(['--config', 'image.yml', '--tags=a=b', 'hello.c', '--labels='], ROOT, HELLO);
    expect(inputs).toEqual({ binary: 'hello.c', config: 'image.yml', tags: 'a=b', labels: '' });
  });

  test.each([
    [['nope'], 'nope: no such file in '],
    [['--bad'], '--bad: not known.'],
    [['-x'], '-x: not known.'],
    [['--constructor=1'], 'not known.'],
    [['--config'], '--config needs a value'],
    [['--image=ghcr.io/o/app'], '--image: not here'],
  ])('are refused where they are wrong: %j', (args, message) => {
    expect(() => readArguments(args, ROOT, HELLO)).toThrow(message);
  });

  test('tell the usage where that is asked for', () => {
    expect(readArguments(['--help'], ROOT, HELLO).help).toBe(true);
    expect(readArguments(['-h'], ROOT, HELLO).help).toBe(true);
  });
});
