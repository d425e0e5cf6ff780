import { describe, expect, test } from '@jest/globals';
import { printable } from '../src/printable.ts';

describe('text from outside', () => {
  test.each([
    ['plain text', 'plain text'],
    ['two\nlines\r\tand\u2028more', 'two lines and more'],
    ['::error::x', ': :error: :x'],
    [':::add-mask::x', ': : :add-mask: :x'],
    [
      'connect ECONNREFUSED ::1:5000 (GET http://[::1]:5000/v2/)',
      'connect ECONNREFUSED ::1:5000 (GET http://[::1]:5000/v2/)',
    ],
    ['[fe80::1:2] and [::]:5000', '[fe80::1:2] and [::]:5000'],
    ['::1 is loopback', ': :1 is loopback'],
    ['::-x::', ': :-x: :'],
    ['::add::1 ::1::error::x', ': :add: :1 : :1: :error: :x'],
    ['a ##[error]b ###[x', 'a # #[error]b ## #[x'],
    ['\u001b[31mred\u202etxet', '[31mred txet'],
    ['  space  ', 'space'],
  ])('%j becomes one harmless line', (text, line) => {
    expect(printable(text)).toBe(line);
  });

  test('is cut at the limit', () => {
    expect(printable('x'.repeat(1_000_000), 10)).toBe('xxxxxxxxx…');
  });

  test.each(['x', ':', ':x', 'x:'])('100,000 times %j is one word, and read once', (part) => {
    const text = part.repeat(100_000);
    expect(printable(text, 10_000_000).replaceAll(' ', '')).toBe(text);
  });

  test('stays harmless where the cut joins nothing new', () => {
    expect(printable(`${'a'.repeat(8)}::x`, 10)).not.toContain('::');
  });
});
