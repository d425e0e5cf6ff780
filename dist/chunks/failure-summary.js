import { failureText } from './start.js';
import { prose } from './publish.js';
import './boot.js';

// src/report/failure-summary.ts
function failureSummary(thrown, sending) {
  const lines = failureText(thrown).split("\n");
  const known = sending ? "No registry got so far that this run could tell what it holds. The log of the step has each request that failed." : "Nothing was sent to a registry.";
  return `## \u274C Failed

${lines.map(markdownLine).join("\n")}

${known}
`;
}
function markdownLine(line) {
  return line.startsWith("- ") ? `- ${prose(line.slice(2), 2e3)}` : `${prose(line, 2e3)}<br>`;
}

export { failureSummary };
