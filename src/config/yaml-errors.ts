import type { ErrorCode } from 'yaml';

/**
 * Our own sentences for what the parser finds, by its code: its messages repeat the text, which may be a password, and
 * speak of tokens.
 */
const SENTENCES: Partial<Record<ErrorCode, string>> = {
  ALIAS_PROPS: 'an alias (*name) takes no anchor and no tag',
  BAD_ALIAS: 'an alias (*name) needs a name; put a text that begins with * in quotes',
  BAD_DIRECTIVE: 'this line begins with %, which only a YAML directive does',
  BAD_DQ_ESCAPE: 'unknown escape in double quotes; write \\\\ for a backslash, or use single quotes',
  BAD_INDENT: 'wrong indentation, or a bracket, brace or quote that is not closed',
  BAD_SCALAR_START: 'a text that begins with @, ` or % needs quotes',
  BLOCK_AS_IMPLICIT_KEY: 'two keys on one line; put a text that contains ": " in quotes',
  BLOCK_IN_FLOW: 'inside of [ ] and { } lists and maps are written with brackets and braces too',
  KEY_OVER_1024_CHARS: 'a key of more than 1024 characters',
  MISSING_CHAR: 'a closing quote, bracket, comma or space is missing',
  MULTILINE_IMPLICIT_KEY: 'a key must stand on one line, followed by ": "',
  TAB_AS_INDENT: 'a tab in the indentation; YAML is indented with spaces',
  TAG_RESOLVE_FAILED: 'tags (!name) are not read; put a text that begins with ! in quotes',
  UNEXPECTED_TOKEN: 'this does not belong here; look for a wrong indentation, a missing quote or a bracket too many',
};

/** @param line the text of the line, for what is often the reason */
export function sentenceFor(code: ErrorCode, line: string): string {
  const sentence = SENTENCES[code] ?? `this is not valid YAML (${code})`;
  return line.includes('{{') ? `${sentence}; put a text with {{ }} in quotes` : sentence;
}
