import {
  printable
} from "./printable.js";

// src/report/summary/markdown.ts
var SPECIAL = /[&<>|`*_[\]~#@\\!$"']|:(?=\/\/)|(?<=\bwww)\./gi;
function plain(text, limit = 200) {
  return printable(text, limit).replace(SPECIAL, (character) => `&#${character.codePointAt(0)};`);
}
function prose(text, limit = 200) {
  return plain(text, limit).replace(/&#96;((?:(?!&#96;).)+)&#96;/g, "<code>$1</code>");
}
function code(text, limit = 200) {
  return `<code>${plain(text, limit)}</code>`;
}
function codeBlock(language, lines) {
  return [`\`\`\`${language}`, ...lines.map((line) => line.replaceAll("`", "'")), "```"].join("\n");
}
function table(header, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}
function details(title, body) {
  return `<details><summary>${title}</summary>

${body}

</details>`;
}
function unbroken(text) {
  return text.replaceAll(" ", "&nbsp;");
}

export {
  plain,
  prose,
  code,
  codeBlock,
  table,
  details,
  unbroken
};
