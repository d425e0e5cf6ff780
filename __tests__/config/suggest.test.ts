import { describe, expect, test } from '@jest/globals';
import { didYouMean, suggest } from '../../src/config/suggest.ts';

const WORDS = ['user', 'users', 'entrypoint', 'stop-signal', 'cmd', 'kit', 'env'];

describe('a suggestion', () => {
  test.each([
    ['usr', 'user'],
    ['usre', 'user'],
    ['userss', 'users'],
    ['EntryPoint', 'entrypoint'],
    ['stopSignal', 'stop-signal'],
    ['stop_signal', 'stop-signal'],
    ['stop signl', 'stop-signal'],
    ['evn', 'env'],
  ])('for %s is %s', (word, meant) => {
    expect(suggest(word, WORDS)).toBe(meant);
  });

  test.each(['x', '', 'healthcheck', 'abc', 'z'.repeat(100_000)])('for %.20s is none', (word) => {
    expect(suggest(word, WORDS)).toBeUndefined();
    expect(didYouMean(word, WORDS)).toBe('');
  });
});
