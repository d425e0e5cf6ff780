import { describe, expect, test } from '@jest/globals';
import { locateProblems } from '../../src/config/locate-problems.ts';
import { readConfigBlock } from '../../src/config/read-config-block.ts';
import { ActionError, ProblemsError } from '../../src/errors.ts';

const { positions } = readConfigBlock('cmd: [x]\ntime-zones: [Europe/Zurick]', 'config');

describe('an error of a later stage', () => {
  test('about a key of the block gets its place and keeps the rest', () => {
    const cause = new Error('why');
    const error = new ActionError('config', 'time-zones: no such zone', { hint: 'look', cause });
    expect(locateProblems(error, positions)).toMatchObject({
      code: 'config',
      message: 'config:2:1: time-zones: no such zone',
      hint: 'look',
      cause,
    });
  });

  test('that is a list of problems gets each of its places', () => {
    const error = new ProblemsError('image', ['cmd: a', 'platforms: b', 'something else']);
    expect(locateProblems(error, positions)).toMatchObject({
      code: 'image',
      problems: ['config:1:1: cmd: a', 'platforms: b', 'something else'],
    });
  });

  test('about anything else stays as it is', () => {
    for (const error of [new ActionError('file', 'files: x'), new TypeError('cmd: x'), 'cmd: x']) {
      expect(locateProblems(error, positions)).toBe(error);
    }
  });
});
