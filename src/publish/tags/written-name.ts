import parse from 'semver/functions/parse.js';
import { printable } from '../../printable.ts';
import { hasExpression, parseTemplate } from './template.ts';

const MAX_TAG_LENGTH = 128;

/** https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests */
const TAG = /^\w[\w.-]*$/;

/**
 * What is wrong with a tag, or a pattern of one, that somebody wrote; undefined where nothing is. Written names are
 * taken by their letters: whatever a tag may not hold is more likely a slip than a wish for a dash.
 */
export function writtenFault(text: string): string | undefined {
  const sample = hasExpression(text) ? sampleOf(text) : text;
  if (TAG.test(sample) && sample.length <= MAX_TAG_LENGTH) return undefined;
  return `tags: "${printable(text, 100)}" is not a valid tag: ${reasonFor(text, sample)}`;
}

/** The pattern with a letter for each expression. */
function sampleOf(text: string): string {
  return parseTemplate(text)
    .map((part) => (typeof part === 'string' ? part : 'x'))
    .join('');
}

function reasonFor(text: string, sample: string): string {
  const reason = FAULTS.find(([fault]) => fault.test(sample))?.[1];
  if (reason !== undefined) return reason(text);
  if (sample.length > MAX_TAG_LENGTH) return `it is longer than ${MAX_TAG_LENGTH} characters`;
  const bad = [...new Set(sample.replace(/[\w.-]/g, ''))].join(' ');
  return `${printable(bad, 20)} is not allowed in a tag, which has letters, digits, ".", "_" and "-"`;
}

type Fault = readonly [fault: RegExp, reason: (text: string) => string];

const FAULTS: readonly Fault[] = [
  [/\s#|^#/, (text) => `a comment needs a line of its own. Write ${shown(text.replace(/\s*#.*$/, ''))}`],
  [/^['"`]|['"`]$/, (text) => `quotes are part of the name here. Write ${shown(text.replace(/['"`]/g, ''))}`],
  [/^\[|\]$|^- /, () => 'this is one text with one tag a line (tags: |), not a YAML list'],
  [/\$\{?\w/, () => `variables of a shell are not replaced here. Write ${github('env.NAME')}, or {{version}}`],
  [
    /;/,
    (text) => `tags stand on lines of their own, or between commas. Write ${shown(text.replace(/\s*;\s*/g, ', '))}`,
  ],
  [/^[.-]/, (text) => `it begins with "${text.slice(0, 1)}". Is the expression before it empty?`],
  [/^refs\//, () => `it is the full name of a Git ref. Write ${github('github.ref_name')}, or {{branch}}`],
  [/^\S+(?:\s+\S+)+$/, foldedOrSpaced],
  [/\+/, (text) => `"+" is not allowed in a tag. Write ${shown(text.replaceAll('+', '_'))}`],
  [
    /\//,
    (text) => `"/" is not allowed in a tag. Write ${shown(text.replaceAll('/', '-'))}, or {{branch}} for the branch`,
  ],
];

/** `tags: >` joins lines with blanks. */
function foldedOrSpaced(text: string): string {
  const words = text.split(/\s+/);
  if (!words.every((word) => TAG.test(word) || hasExpression(word))) return 'it has a space in it';
  const many = words.some((word) => parse(word) !== null || word === 'latest' || /^v?\d/.test(word));
  const advice = many
    ? `For several tags write one per line, under tags: | instead of tags: >`
    : `Write ${words.join('-')}`;
  return `it has a space in it. ${printable(advice, 150)}`;
}

/** An expression of GitHub's workflows. */
function github(name: string): string {
  return `$\{{ ${name} }}`;
}

function shown(text: string): string {
  return printable(text, 100);
}
