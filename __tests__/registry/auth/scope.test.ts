import { expect, test } from '@jest/globals';
import { mergeScopes, splitScopes } from '../../../src/registry/auth/scope.ts';

const OURS = 'repository:o/app:pull,push';

test('a scope that ours covers is not asked for twice', () => {
  expect(mergeScopes([OURS], ['repository:o/app:pull'])).toEqual([OURS]);
});

test('a scope of another name is asked for as it was named, after ours', () => {
  expect(mergeScopes([OURS], ['repository:app:pull,push', '*'])).toEqual([OURS, 'repository:app:pull,push', '*']);
});

test('two scopes in one parameter are two', () => {
  expect(splitScopes(' repository:a:pull  repository:b:pull ')).toEqual(['repository:a:pull', 'repository:b:pull']);
  expect(splitScopes(undefined)).toEqual([]);
});
