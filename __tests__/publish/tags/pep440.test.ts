import { describe, expect, test } from '@jest/globals';
import { parsePep440 } from '../../../src/publish/tags/pep440.ts';

describe('versions of Python', () => {
  test.each([
    ['1.2', '1.2', true],
    ['v1.2.3', '1.2.3', true],
    ['24.4', '24.4', true],
    ['2024.01.05', '2024.1.5', true],
    ['1!2.0', '1!2.0', true],
    ['0!2.0', '2.0', true],
    ['1.0+Ubuntu-1', '1.0+ubuntu.1', true],
    ['1.1beta2', '1.1b2', false],
    ['1.1-alpha', '1.1a0', false],
    ['1.1c3', '1.1rc3', false],
    ['1.1_preview_4', '1.1rc4', false],
    ['1.0dev4', '1.0.dev4', false],
    ['1.2-1', '1.2.post1', false],
    ['1.2.rev3', '1.2.post3', false],
    ['1.2rc1.post2.dev3', '1.2rc1.post2.dev3', false],
  ])('%s is %s', (text, normal, isPlain) => {
    expect(parsePep440(text)).toMatchObject({ text: normal, isPlain });
  });

  test.each(['', 'latest', 'release1', '1.2.x', '1.2-alpine', '1.2+', 'v', '1..2', 'sha256-0123'])(
    '%j is none',
    (text) => {
      expect(parsePep440(text)).toBeUndefined();
    },
  );

  test('the numbers of the release are what is compared', () => {
    expect(parsePep440('2024.01.05')?.release).toEqual([2024, 1, 5]);
    expect(parsePep440(`1.${'9'.repeat(20)}`)).toBeUndefined();
  });
});
