import { expect, test } from '@jest/globals';
import { readOptions } from '../../bench/options.ts';

test('a quick run is one round of a few scenarios', () => {
  expect(readOptions(['--quick'])).toMatchObject({ rounds: 1, scenarios: ['cold', 'cold-40ms', 'unchanged'] });
});

test('what is named wins over what a quick run would take', () => {
  expect(readOptions(['--quick', '--rounds', '3', '--scenario', 'zstd,cold'])).toMatchObject({
    rounds: 3,
    scenarios: ['zstd', 'cold'],
  });
});

test.each(['0', '1.5', 'many', '-1', '1000'])('%s is not a number of rounds', (rounds) => {
  expect(() => readOptions([`--rounds=${rounds}`])).toThrow('--rounds');
});

test('an option that does not exist is refused', () => {
  expect(() => readOptions(['--fast'])).toThrow('--fast');
});

test('a quick run over paths leaves none of them out', () => {
  expect(readOptions(['--paths', '--quick'])).toMatchObject({ paths: true, rounds: 1, scenarios: [] });
});
