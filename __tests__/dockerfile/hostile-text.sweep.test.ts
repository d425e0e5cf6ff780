import { describe, expect, test } from '@jest/globals';
import { readHostileDockerfile, sweepDockerfiles } from '../support/dockerfile-sweep.ts';
import { casesOf } from '../support/part-of-sweep.ts';

describe('any text', () => {
  test('becomes a stage or a list of problems', () => {
    const count = casesOf(5_000);
    const { taken, refused } = sweepDockerfiles(count, 20_261_126);
    expect(taken).toBeGreaterThan(count / 25);
    expect(refused).toBeGreaterThan(count / 5);
  });

  const scratch = (text: string) => `FROM scratch\n${text}`;
  test.each([
    ['a value that doubles in every line', scratch(`ARG A=x\n${'ENV A=$A$A$A$A\n'.repeat(5_000)}`)],
    [
      'stages that copy from each other twice',
      Array.from({ length: 150 }, (_, at) => scratch(`COPY --from=${at - 1} / /a\nCOPY --from=${at - 1} / /b\n`)).join(
        '',
      ),
    ],
    [
      'a pattern that backtracks',
      scratch(`ARG A=${'a'.repeat(1000)}\nENV B=\${A#${'*a'.repeat(400)}b}\nENV C=\${A//${'*a'.repeat(400)}b/x}`),
    ],
    ['nested braces', scratch(`ENV A=${'$'.concat('{A:-').repeat(50_000)}`)],
    ['open quotes', scratch(`ENV A=${'"\''.repeat(50_000)}`)],
    ['a line that never ends', scratch('ENV A=b \\\n'.repeat(40_000))],
    ['here-documents without an end', scratch('COPY <<A /a\n'.repeat(9_000))],
    ['an endless list', scratch(`CMD ${'['.repeat(100_000)}`)],
    ['a row of flags', scratch(`COPY ${'--chown=1 '.repeat(40_000)}a b`)],
  ])('%s ends soon', (_, text) => {
    const before = process.cpuUsage();
    readHostileDockerfile(text);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(5);
  });
});
