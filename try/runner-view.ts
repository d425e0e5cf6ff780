/** Turns the lines that a runner would obey into what its page would show. */
export function runnerView(line: string): string | undefined {
  const [, command, message = ''] = /^::([a-z-]+)(?: [^:]*)?::(.*)$/.exec(line) ?? [];
  if (command === undefined) return `    ${line}`;
  const text = readable(message);
  if (command === 'group') return `  ▸ ${text}`;
  if (command === 'error' || command === 'warning' || command === 'notice') return `    ${command}: ${text}`;
  return undefined;
}

/** https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts escapes these three. */
function readable(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n      ').replaceAll('%25', '%');
}
