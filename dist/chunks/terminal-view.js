import './boot.js';

// src/report/terminal-view.ts
var ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: " " };
function terminalView(markdown) {
  const lines = [];
  let table = [];
  for (const line of markdown.split("\n")) {
    if (line.startsWith("|")) {
      table.push(cellsOf(line));
      continue;
    }
    lines.push(...columns(table));
    table = [];
    lines.push(...plain(line));
  }
  return [...lines, ...columns(table)].filter((line, place, all) => line !== "" || all[place - 1] !== "");
}
function cellsOf(row) {
  return row.slice(1).replace(/\|\s*$/, "").split(/(?<!\\)\|/).map((cell) => text(cell.trim()));
}
function columns(table) {
  const rows = table.filter((cells) => !cells.every((cell) => /^:?-+:?$/.test(cell)));
  const widths = (rows[0] ?? []).map(
    (_, column) => Math.max(...rows.map((cells) => [...cells[column] ?? ""].length))
  );
  return rows.map(
    (cells) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ").trimEnd()
  );
}
function plain(line) {
  if (line.startsWith("```") || /^<\/?details>$/.test(line)) return [];
  const heading = /<summary>(.*)<\/summary>/.exec(line)?.[1] ?? /^#{3,} (.*)$/.exec(line)?.[1];
  return [heading === void 0 ? text(line.replace(/^#+ /, "")) : `${text(heading)}:`];
}
function text(markdown) {
  return markdown.replace(/<\/?[a-z]+>/g, "").replace(/\*\*([^*]+)\*\*/g, "$1").replace(
    /&(?:#(\d+)|([a-z]+));/g,
    (whole, code, name) => code === void 0 ? ENTITIES[name] ?? whole : String.fromCodePoint(Number(code))
  );
}

export { terminalView };
