import { expect, test } from '@jest/globals';
import { EMPTY_BLOCK } from '../../src/config/config-block.ts';
import { readConfigBlock } from '../../src/config/read-config-block.ts';

test('no config block at all is what an empty one reads as', () => {
  expect(readConfigBlock('', 'config')).toEqual(EMPTY_BLOCK);
});
