import { expect, test } from '@jest/globals';
import { sweepDockerfiles } from '../support/dockerfile-sweep.ts';

test('100,000 mutated Dockerfiles become stages or lists of problems', () => {
  const { taken, refused } = sweepDockerfiles(100_000, 20_261_127);
  expect(taken).toBeGreaterThan(5_000);
  expect(refused).toBeGreaterThan(20_000);
}, 300_000);
