import { describe, expect, test } from '@jest/globals';
import { ActionError, ProblemsError } from '../../src/errors.ts';
import { failureText } from '../../src/failure-text.ts';
import { harmless, printable } from '../../src/printable.ts';

describe('text from outside', () => {
  test.each([
    ['::set-output name=x::y', ': :set-output name=x::y'],
    ['  ::error::no', '  : :error::no'],
    ['fine\n::warning::no', 'fine\n: :warning::no'],
    ['a ##[error]no', 'a # #[error]no'],
    ['one\r::debug::two', 'one\n: :debug::two'],
    ['ghcr.io/o/app@sha256:00', 'ghcr.io/o/app@sha256:00'],
  ])('%j cannot command the runner', (text, expected) => {
    expect(harmless(text)).toBe(expected);
  });

  test('is one short line without control characters when it is printable', () => {
    expect(printable('a\u0000b\r\n::x:: ##[y]\u202e\u001b[31m')).toBe('a b : :x: : # #[y] [31m');
    expect(printable('x'.repeat(1000), 10)).toBe('xxxxxxxxx…');
  });
});

describe('a failure', () => {
  test('says what happened and then what to do', () => {
    expect(failureText(new ActionError('binary', 'It is dynamic', { hint: 'Link it statically.' }))).toBe(
      'It is dynamic\nLink it statically.',
    );
  });

  test('lists several problems in one text', () => {
    expect(failureText(new ProblemsError('input', ['a: no', 'b: no']))).toBe(
      '2 problems were found, nothing was sent:\n- a: no\n- b: no',
    );
  });

  test('of our own making asks for a report, whatever was thrown', () => {
    expect(failureText('oops')).toContain('Internal error: oops');
    expect(failureText(new TypeError('x is undefined'))).toContain('Internal error: x is undefined');
  });
});
