import { expect, test } from '@jest/globals';
import { median, pairedRatio } from '../../bench/statistics.ts';

test('the median of an odd number of values is the middle one, of an even number the mean of the two in the middle', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([])).toBeNaN();
});

test('a slow spell that hits both of a pair does not change their ratio', () => {
  expect(pairedRatio([1, 10, 1], [2, 20, 2])).toBe(0.5);
});

test('pairs that are not complete are not counted', () => {
  expect(pairedRatio([1, 1, 100], [4, 4])).toBe(0.25);
});
