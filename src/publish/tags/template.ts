import { ActionError } from '../../errors.ts';
import { printable } from '../../printable.ts';

/** `{{name 'argument' key='value'}}`: the part of Handlebars that docker/metadata-action documents. */
export interface Expression {
  readonly name: string;
  /** Quoted; undefined where there is none, or where it stands without quotes, as Handlebars has it. */
  readonly argument?: string;
  readonly options: Readonly<Record<string, string>>;
}

export type TemplatePart = string | Expression;

export type Template = readonly TemplatePart[];

const EXPRESSION = /\{\{\{?\s*([^{}]*?)\s*\}?\}\}/g;
const WORD = /\s*(?:([a-z_]\w*)=)?(?:'([^']*)'|"([^"]*)"|([^\s'"=]+))/iy;

export function hasExpression(text: string): boolean {
  return text.includes('{{');
}

/** Throws an ActionError for what is not closed, and for the blocks and helpers of Handlebars. */
export function parseTemplate(text: string): Template {
  const parts: TemplatePart[] = [];
  let end = 0;
  for (const match of text.matchAll(EXPRESSION)) {
    parts.push(plainText(text.slice(end, match.index), text), parseExpression(match[1] ?? ''));
    end = match.index + match[0].length;
  }
  parts.push(plainText(text.slice(end), text));
  return parts.filter((part) => part !== '');
}

/** The text with the value of each expression in its place; undefined as soon as one has no value. */
export function renderTemplate(
  template: Template,
  evaluate: (expression: Expression) => string | undefined,
): string | undefined {
  const texts = template.map((part) => (typeof part === 'string' ? part : evaluate(part)));
  return texts.includes(undefined) ? undefined : texts.join('');
}

export function expressionsOf(template: Template): Expression[] {
  return template.filter((part) => typeof part !== 'string');
}

function plainText(text: string, whole: string): string {
  if (!/\{\{|\}\}/.test(text)) return text;
  throw new ActionError('input', `"${printable(whole, 100)}" has a {{ without its }}, or a }} without its {{`);
}

function parseExpression(text: string): Expression {
  const [name = '', ...words] = wordsOf(text);
  if (typeof name !== 'string' || !/^[a-z_]\w*$/i.test(name)) throw notUnderstood(text);
  const options: Record<string, string> = {};
  let argument: string | undefined;
  for (const word of words) {
    if (typeof word === 'string') continue;
    if (word.key === undefined) argument = word.value;
    else options[word.key] = word.value;
  }
  return { name, ...(argument === undefined ? {} : { argument }), options };
}

type Word = string | { readonly key: string | undefined; readonly value: string };

function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  WORD.lastIndex = 0;
  while (WORD.lastIndex < text.length) {
    const match = WORD.exec(text);
    if (match === null) throw notUnderstood(text);
    const [, key, single, double, bare] = match;
    const quoted = single ?? double;
    words.push(quoted === undefined && key === undefined ? (bare ?? '') : { key, value: quoted ?? bare ?? '' });
  }
  return words;
}

function notUnderstood(text: string): ActionError {
  return new ActionError(
    'input',
    `{{${printable(text, 60)}}} is not understood; write {{name}}, or {{date 'YYYYMMDD' tz='Europe/Zurich'}}`,
  );
}
