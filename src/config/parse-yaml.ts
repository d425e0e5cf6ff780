import { Composer, type CST, type Document, LineCounter, Parser, type YAMLError } from 'yaml';
import type { Position } from './config-block.ts';
import type { Problems } from './problems.ts';
import { toValue } from './to-value.ts';
import type { Value } from './value.ts';
import { sentenceFor } from './yaml-errors.ts';

/** Characters. Real blocks have a few hundred; the parser makes objects of some hundred times the text's size. */
const TEXT_LIMIT = 256 * 1024;

/** The parser goes down by recursion, and near the end of the stack V8 can end the process instead of throwing. */
const DEPTH_LIMIT = 100;

/** So many faults of the syntax are looked at; a text that is no YAML at all has one for every character. */
const FAULTS = 100;

type PlaceOf = (offset: number) => { readonly name: string; readonly position: Position };

/** `failsafe` knows texts, lists and maps alone: a scalar stays what was written. */
const OPTIONS = { schema: 'failsafe', uniqueKeys: false, prettyErrors: false } as const;

/**
 * Reads one YAML (or JSON) document; `document` names it in positions. Nothing but comments and white space is
 * undefined; so is a text with problems, which are added to `problems`.
 */
export function parseYaml(text: string, document: string, problems: Problems): Value | undefined {
  const lines = new LineCounter();
  const place = (offset: number) => ({ name: '', position: positionAt(lines, document, offset) });
  if (text.length > TEXT_LIMIT) {
    return problems.add(place(0), `the text has ${text.length} characters; ${TEXT_LIMIT} are the most that is read`);
  }
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  if (tooDeep(tokens)) return problems.add(place(0), `lists and maps are nested more than ${DEPTH_LIMIT} levels deep`);
  const [first, second] = [...new Composer(OPTIONS).compose(tokens)];
  if (second !== undefined) {
    return problems.add(place(second.range[0]), 'a second YAML document begins here (---); write one only');
  }
  if (first === undefined) return undefined;
  const parsed = first as Document.Parsed;
  const faults = [...parsed.errors, ...parsed.warnings];
  addFaults(faults, text, place, problems);
  if (faults.length > 0 || parsed.contents === null) return undefined;
  return toValue(parsed.contents, (offset) => place(offset).position, problems);
}

/** One for each line: what follows in a line is mostly the parser's confusion about the first. */
function addFaults(faults: readonly YAMLError[], text: string, place: PlaceOf, problems: Problems): void {
  const seen = new Set<number>();
  for (const { code, pos } of faults.slice(0, FAULTS)) {
    const at = place(pos[0]);
    if (seen.has(at.position.line)) continue;
    seen.add(at.position.line);
    problems.add(at, sentenceFor(code, lineAround(text, pos[0])));
  }
}

function lineAround(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1;
  const end = text.indexOf('\n', offset);
  return text.slice(start, end < 0 ? text.length : end);
}

function positionAt(lines: LineCounter, document: string, offset: number): Position {
  if (lines.lineStarts.length === 0) return { document, line: 1, column: 1 };
  const { line, col } = lines.linePos(offset);
  return { document, line: Math.max(line, 1), column: Math.max(col, 1) };
}

function tooDeep(tokens: readonly CST.Token[]): boolean {
  const open: { readonly token: CST.Token; readonly depth: number }[] = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next;
    if (depth > DEPTH_LIMIT) return true;
    for (const inner of childrenOf(token)) open.push({ token: inner, depth: depth + 1 });
  }
  return false;
}

function childrenOf(token: CST.Token): CST.Token[] {
  if (token.type === 'document') return token.value === undefined ? [] : [token.value];
  if (!('items' in token)) return [];
  return token.items.flatMap(({ key, value }) => [key, value].filter((part) => part !== undefined && part !== null));
}
