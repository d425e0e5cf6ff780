/** `::1`, `fe80::1`, `::1:5000`: at least one digit, which no command has, and one `::`. */
const IPV6 = /^(?!.*::.*::|.*:::)[0-9a-f.:]*\d[0-9a-f.:]*$/i;

/**
 * Text from outside (a registry, a file, an event) as one harmless line: no control characters, at most `limit`
 * characters, and nothing that the runner would obey. The runner reads `::command::` at the start of a line and the
 * older `##[command]` anywhere in one (actions/runner, ActionCommand.cs). IPv6 addresses stay as they are.
 */
export function printable(text: string, limit = 500): string {
  const line = withoutControls(text.slice(0, limit * 4))
    .replace(/\[::\]|[\w.:]+/g, (word, at) => (at > 0 && (word === '[::]' || IPV6.test(word)) ? word : apart(word)))
    .replace(/##\[/g, '# #[')
    .trim();
  return line.length > limit ? `${line.slice(0, limit - 1)}…` : line;
}

/** V8 takes a millisecond to compile the classes of Unicode, which hardly any text needs. */
function withoutControls(text: string): string {
  return /^[ -~]*$/.test(text) ? text : text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
}

/** A word without `::` stays as it is. */
function apart(word: string): string {
  return word.replace(/:(?=:)/g, ': ');
}

/**
 * Lines that the runner prints and does not obey: `::command::` counts at the start of a line, `##[command]` anywhere
 * (actions/runner, ActionCommand.cs).
 */
export function harmless(text: string): string {
  return text
    .split(/\r\n|[\r\n\u2028\u2029]/)
    .map((line) => line.replace(/^(\s*):(?=:)/, '$1: ').replaceAll('##[', '# #['))
    .join('\n');
}
