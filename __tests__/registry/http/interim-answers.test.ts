import { describe, expect, test } from '@jest/globals';
import { InterimAnswers } from '../../../src/registry/http/interim-answers.ts';

const CONTINUE = 'HTTP/1.1 100 Continue\r\nDate: now\r\n\r\n';
const ANSWER = 'HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n';

/** What is left of a text that comes in pieces of so many bytes after a request. */
function left(text: string, length: number): string {
  const answers = new InterimAnswers();
  answers.expect();
  let rest = '';
  for (let from = 0; from < text.length; from += length) {
    rest += answers.without(Buffer.from(text.slice(from, from + length))).toString();
  }
  return rest;
}

describe('an interim answer that nobody asked for', () => {
  test.each([1, 2, 3, 5, 7, 12, 13, 14, 30, 1000])('is taken out where it comes in pieces of %i bytes', (length) => {
    expect(left(CONTINUE + ANSWER, length)).toBe(ANSWER);
    expect(left(CONTINUE + CONTINUE + ANSWER, length)).toBe(ANSWER);
    expect(left(`HTTP/1.0 100 \r\n\r\n${ANSWER}`, length)).toBe(ANSWER);
  });

  test.each([1, 7, 1000])('and nothing else is (%i bytes)', (length) => {
    const others = [
      'HTTP/1.1 103 Early Hints\r\n\r\n',
      'HTTP/1.1 1000\r\n\r\n',
      'SSH-2.0-OpenSSH\r\n',
      ANSWER + CONTINUE,
    ];
    for (const other of others) expect(left(other, length)).toBe(other);
  });

  test('what is written in a body is not one', () => {
    const answers = new InterimAnswers();
    answers.expect();
    answers.without(Buffer.from(ANSWER));
    expect(answers.without(Buffer.from(CONTINUE)).toString()).toBe(CONTINUE);
  });

  test('a head without end is handed on, so that it meets the limit for heads', () => {
    expect(left(`HTTP/1.1 100 ${'x'.repeat(20_000)}`, 1000).length).toBeGreaterThan(16_000);
  });
});
