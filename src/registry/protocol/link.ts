const MAX_HEADER_LENGTH = 16 * 1024;

/** The target of the `rel="next"` link, as text. https://www.rfc-editor.org/rfc/rfc8288 */
export function nextLink(lines: readonly string[]): string | undefined {
  for (const line of lines) {
    for (const [, target, parameters] of line.slice(0, MAX_HEADER_LENGTH).matchAll(/<([^<>]*)>((?:;[^<,]*)*)/g)) {
      if (target !== undefined && isNext(parameters ?? '')) return target;
    }
  }
  return undefined;
}

function isNext(parameters: string): boolean {
  return parameters.split(';').some((parameter) => {
    const [name, value] = parameter.split('=', 2);
    const relations = value?.trim().replace(/^"|"$/g, '').toLowerCase().split(/\s+/);
    return name?.trim().toLowerCase() === 'rel' && (relations?.includes('next') ?? false);
  });
}
