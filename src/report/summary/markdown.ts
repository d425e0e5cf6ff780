import { printable } from '../../printable.ts';

/** Beside what formats: the colon and the dot that GitHub makes a link of. https://github.github.com/gfm/#autolinks-extension- */
const SPECIAL = /[&<>|`*_[\]~#@\\!$"']|:(?=\/\/)|(?<=\bwww)\./gi;

/** Text from outside as text: whatever it holds, it is shown and neither formats, links, mentions nor breaks a table. */
export function plain(text: string, limit = 200): string {
  return printable(text, limit).replace(SPECIAL, (character) => `&#${character.codePointAt(0)};`);
}

/** A message of this project's own, in which back-quotes mark code; what it quotes from outside is shown as text all the same. */
export function prose(text: string, limit = 200): string {
  return plain(text, limit).replace(/&#96;((?:(?!&#96;).)+)&#96;/g, '<code>$1</code>');
}

/** The same as code. HTML, since a back-quote inside of a Markdown code span cannot be escaped. */
export function code(text: string, limit = 200): string {
  return `<code>${plain(text, limit)}</code>`;
}

/** A block with a button to copy it. Only for text of this project's own making: names, tags and digests that were checked. */
export function codeBlock(language: string, lines: readonly string[]): string {
  return [`\`\`\`${language}`, ...lines.map((line) => line.replaceAll('`', "'")), '```'].join('\n');
}

/** Cells are Markdown already. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

export function details(title: string, body: string): string {
  return `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}

/** A figure with its unit on one line, however narrow the column. */
export function unbroken(text: string): string {
  return text.replaceAll(' ', '&nbsp;');
}
