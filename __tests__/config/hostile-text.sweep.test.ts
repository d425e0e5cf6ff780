import { describe, expect, test } from '@jest/globals';
import { readHostile, sweepConfigBlocks } from '../support/config-sweep.ts';
import { casesOf } from '../support/part-of-sweep.ts';

describe('any text', () => {
  test('becomes a block or a list of problems', () => {
    const count = casesOf(5_000);
    const { taken, refused } = sweepConfigBlocks(count, 20_260_131);
    expect(taken).toBeGreaterThan(count / 10);
    expect(refused).toBeGreaterThan(count / 5);
  });

  test.each([
    ['brackets', '['],
    ['dashes', '- '],
    ['anchors', '&a '],
    ['tags', '!a '],
    ['directives', '%A b\n'],
    ['closing brackets', ']'],
    ['quotes', '"'],
  ])('a long row of %s ends soon', (_, piece) => {
    const before = process.cpuUsage();
    readHostile(piece.repeat(casesOf(Math.floor((64 * 1024) / piece.length))));
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(5);
  });
});
