import { describe, expect, test } from '@jest/globals';
import { readHostile, sweepConfigBlocks } from '../support/config-sweep.ts';

describe('any text', () => {
  test('becomes a block or a list of problems', () => {
    const { taken, refused } = sweepConfigBlocks(5_000, 20_260_131);
    expect(taken).toBeGreaterThan(500);
    expect(refused).toBeGreaterThan(1000);
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
    readHostile(piece.repeat(Math.floor((64 * 1024) / piece.length)));
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(5);
  });
});
