import { describe, expect, test } from '@jest/globals';
import { planFor, pushOf } from '../../support/publishing.ts';

const TAG = pushOf('refs/tags/v1.4.2');
const DOLLAR = '$';

describe('a tag that was written by hand is taken by its letters', () => {
  test.each([
    ['1.4.2 # the release', 'a comment needs a line of its own. Write 1.4.2'],
    ['1.4.2 latest', 'it has a space in it. For several tags write one per line, under tags: | instead of tags: >'],
    ['my tag', 'it has a space in it. Write my-tag'],
    ['"1.4.2"', 'quotes are part of the name here. Write 1.4.2'],
    ["'latest'", 'quotes are part of the name here. Write latest'],
    ['[1.4.2', 'this is one text with one tag a line (tags: |), not a YAML list'],
    ['latest]', 'this is one text with one tag a line (tags: |), not a YAML list'],
    ['- latest', 'this is one text with one tag a line (tags: |), not a YAML list'],
    ['$VERSION', `variables of a shell are not replaced here. Write ${DOLLAR}{{ env.NAME }}, or {{version}}`],
    [
      `v${DOLLAR}{VERSION}`,
      `variables of a shell are not replaced here. Write ${DOLLAR}{{ env.NAME }}, or {{version}}`,
    ],
    ['-amd64', 'it begins with "-". Is the expression before it empty?'],
    ['.1.4', 'it begins with ".". Is the expression before it empty?'],
    ['1.4.2; latest', 'tags stand on lines of their own, or between commas. Write 1.4.2, latest'],
    ['refs/tags/v1', `it is the full name of a Git ref. Write ${DOLLAR}{{ github.ref_name }}, or {{branch}}`],
    ['feature/x', '"/" is not allowed in a tag. Write feature-x, or {{branch}} for the branch'],
    ['1.4.2+build', '"+" is not allowed in a tag. Write 1.4.2_build'],
    ['my!tag', '! is not allowed in a tag, which has letters, digits, ".", "_" and "-"'],
    ['my {{version}}', 'it has a space in it. Write my-{{version}}'],
    ['x'.repeat(129), 'it is longer than 128 characters'],
  ])('%j is one error that says what to write', (text, reason) => {
    const shown = text.length > 100 ? `${'x'.repeat(99)}…` : text;
    expect(() => planFor(TAG, [text])).toThrow(`tags: "${shown}" is not a valid tag: ${reason}`);
  });

  test('all wrong ones are reported together, and nothing else', () => {
    expect(() => planFor(TAG, ['a b', 'auto', 'c!', '{{version}}'])).toThrow(
      /^tags: "a b" is not a valid tag: [^\n]*\ntags: "c!" is not a valid tag: [^\n]*$/,
    );
  });

  test('what an expression left empty in a line of metadata-action is skipped, and said', () => {
    const plan = planFor(pushOf('refs/heads/main'), ['type=raw,value={{tag}}-amd64', 'type=raw,value=edge']);
    expect(plan.plain).toEqual(['edge']);
    expect(plan.notices).toEqual(['"-amd64" was skipped: it begins with "-". Is the expression before it empty?']);
  });
});
