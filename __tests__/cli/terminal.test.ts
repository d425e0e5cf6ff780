import { describe, expect, test } from '@jest/globals';
import { hasColors, progressLine, Rate, Terminal } from '../../src/cli/terminal.ts';

const MB = 1_000_000;

describe('how far a push is', () => {
  test.each([
    [{ sent: 0, total: 0 }, 0, 'Asking the registry …'],
    [{ sent: 0, total: 42 * MB }, 0, 'Sending 0 B of 42.0 MB'],
    [{ sent: 12 * MB, total: 42 * MB }, 10 * MB, 'Sending 12.0 MB of 42.0 MB, 10.0 MB/s, 3 s left'],
    [{ sent: 42 * MB, total: 42 * MB }, 10 * MB, 'Sending 42.0 MB of 42.0 MB, 10.0 MB/s'],
  ])('is told in bytes, rate and rest', (transfer, rate, line) => {
    expect(progressLine(transfer, rate)).toBe(line);
  });

  test('goes by the last seconds, not by the average', () => {
    const rate = new Rate();
    expect(rate.at(0, 0)).toBe(0);
    expect(rate.at(1000, 10 * MB)).toBe(10 * MB);
    for (let second = 2; second <= 10; second += 1) rate.at(second * 1000, 10 * MB + second * MB);
    expect(rate.at(11_000, 21 * MB)).toBe(MB);
  });
});

describe('a terminal', () => {
  const clock = { now: () => 0, sleep: async () => {} };

  function screen(isTTY: boolean) {
    const written: string[] = [];
    return { written, isTTY, columns: 40, write: (text: string) => written.push(text) };
  }

  test('keeps the progress below what is printed, in one line, and takes it away at the end', async () => {
    const shown = screen(true);
    const terminal = new Terminal(shown, clock);
    const stop = terminal.watch(() => ({ sent: 1, total: 1_000_000_000 }));
    while (shown.written.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    terminal.print('A line');
    stop();
    terminal.print('The end');
    const line = 'Sending 1 B of 1.0 GB';
    expect(shown.written).toEqual([`\r\u001b[K${line}`, `\r\u001b[KA line\n${line}`, '\r\u001b[K', 'The end\n']);
  });

  test('that is a file gets no progress', async () => {
    const shown = screen(false);
    const asked: number[] = [];
    const stop = new Terminal(shown, clock).watch(() => ({ sent: asked.push(1), total: 2 }));
    await new Promise((resolve) => setTimeout(resolve, 150));
    stop();
    expect([shown.written, asked]).toEqual([[], []]);
  });

  test.each<[Record<string, string>, boolean, boolean]>([
    [{}, true, true],
    [{}, false, false],
    [{ TERM: 'dumb' }, true, false],
    [{ NO_COLOR: '1' }, true, false],
    [{ NO_COLOR: '' }, true, true],
    [{ FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '0' }, false, false],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, true, false],
  ])('has colours as %j says (terminal: %s)', (environment, isTTY, expected) => {
    expect(hasColors(environment, screen(isTTY))).toBe(expected);
  });
});
