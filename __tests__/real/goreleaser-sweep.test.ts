import { expect, test } from '@jest/globals';
import { sweepDists } from '../support/goreleaser-sweep.ts';

test('100,000 changed artifacts.json and metadata.json are read or refused with line and column', () => {
  const { taken, refused } = sweepDists(100_000, 20_261_127);
  expect(taken + refused).toBe(200_000);
  expect(taken).toBeGreaterThan(10_000);
}, 600_000);
