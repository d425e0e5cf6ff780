import { formatPlatform, printable, formatBytes } from './start.js';
import './boot.js';

// src/run/describe-stages.ts
var SHOWN = 1e3;
async function describeStages(stages, publish, log) {
  for (const line of new Set(stages.flatMap(({ fromKit }) => fromKit))) log.info(line);
  for (const notice of new Set(stages.flatMap(({ notices }) => notices))) log.notice(notice);
  if (publish) return;
  for (const stage of stages) {
    await log.group(`The files for ${formatPlatform(stage.platform)}`, async () => {
      for (const line of fileLines(stage)) log.info(line);
    });
  }
}
function fileLines({ entries, origins }) {
  const sorted = entries.toSorted((a, b) => a.path < b.path ? -1 : 1);
  const lines = sorted.slice(0, SHOWN).map((entry) => fileLine(entry, origins.get(entry.path)));
  return sorted.length > SHOWN ? [...lines, `and ${sorted.length - SHOWN} more`] : lines;
}
function fileLine(entry, origin) {
  const path = printable(`/${entry.path}`, 300);
  const target = entry.type === "symlink" ? ` -> ${printable(entry.target, 200)}` : "";
  const size = entry.type === "file" ? `, ${formatBytes(entry.content.size)}` : "";
  const from = origin === void 0 ? "" : ` from ${printable(origin, 300)}`;
  return `${modeText(entry)} ${entry.uid}:${entry.gid} ${path}${target}${size}${from}`;
}
var KIND = { directory: "d", symlink: "l" };
function modeText({ type, mode }) {
  const bits = [8, 7, 6, 5, 4, 3, 2, 1, 0].map((bit, index) => mode >> bit & 1 ? "rwx"[index % 3] : "-");
  const special = [
    [2048, 2, "s"],
    [1024, 5, "s"],
    [512, 8, "t"]
  ];
  for (const [bit, at, letter] of special) {
    if (mode & bit) bits[at] = bits[at] === "x" ? letter : letter.toUpperCase();
  }
  return `${KIND[type] ?? "-"}${bits.join("")}`;
}

export { describeStages, modeText };
