/** Whether a path below a source is left out; what is in a directory that is left out is never asked for. */
export type Exclusion = (path: string) => boolean;

export const NOTHING_EXCLUDED: Exclusion = () => false;

/**
 * Patterns as `COPY --exclude` and .dockerignore have them: from the source's own root, `*` and `?` within a name, `**` for any
 * number of directories, `[a-z]`; a directory takes along what is in it.
 * https://docs.docker.com/reference/dockerfile/#copy---exclude
 */
export function exclusionOf(patterns: readonly string[] = []): Exclusion {
  if (patterns.length === 0) return NOTHING_EXCLUDED;
  const expressions = patterns.map(expressionOf);
  return (path) => path !== '' && expressions.some((expression) => expression.test(path));
}

function expressionOf(pattern: string): RegExp {
  const named = pattern.split('/').filter((part) => part !== '' && part !== '.');
  // Two in a row match no more than one, and take a time that doubles with each.
  const parts = named.filter((part, index) => part !== '**' || named[index - 1] !== '**');
  const texts = parts.map((part, index) => {
    const last = index === parts.length - 1;
    if (part === '**') return last ? '.*' : '(?:.*/)?';
    return nameExpression(part) + (last ? '' : '/');
  });
  return new RegExp(`^${texts.join('')}(?:/|$)`, 's');
}

/** The same for stars in a name. */
function nameExpression(part: string): string {
  const tokens = part.replace(/\*+/g, '*').match(/\[!?\]?[^\]]*\]|\\.|[\s\S]/g) ?? [];
  return tokens.map(tokenExpression).join('');
}

function tokenExpression(token: string): string {
  if (token === '*') return '[^/]*';
  if (token === '?') return '[^/]';
  if (/^\[.+\]$/s.test(token)) return classExpression(token.slice(1, -1));
  return escaped(token.length === 2 && token.startsWith('\\') ? token.slice(1) : token);
}

function classExpression(content: string): string {
  const negated = /^[!^]/.test(content);
  const characters = (negated ? content.slice(1) : content).replace(/[\\\]^[]/g, '\\$&');
  return negated ? `[^/${characters}]` : `[${characters}]`;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
