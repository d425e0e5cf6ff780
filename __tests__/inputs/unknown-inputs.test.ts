import { expect, test } from '@jest/globals';
import { unknownInputs } from '../../src/inputs/unknown-inputs.ts';

test('an input that is misspelt is told with the one that was meant', () => {
  expect(unknownInputs({ INPUT_CONFG: 'x', INPUT_TAG: 'v1' })).toEqual([
    'INPUT_CONFG is not an input; did you mean config?',
    'INPUT_TAG is not an input; did you mean tags?',
  ]);
});

test('inputs in both spellings, and what is somebody else’s, are no mistake', () => {
  const environment = { 'INPUT_CHUNK-SIZE': '', INPUT_CHUNK_SIZE: '', INPUT_SOMETHING_ELSE: '1', PATH: '/bin' };
  expect(unknownInputs(environment)).toEqual([]);
});
