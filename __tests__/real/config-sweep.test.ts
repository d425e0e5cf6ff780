import { expect, test } from '@jest/globals';
import { sweepConfigBlocks } from '../support/config-sweep.ts';

test('100,000 mutated config blocks become blocks or lists of problems', () => {
  const { taken, refused } = sweepConfigBlocks(100_000, 20_260_201);
  expect(taken).toBeGreaterThan(10_000);
  expect(refused).toBeGreaterThan(20_000);
}, 300_000);
